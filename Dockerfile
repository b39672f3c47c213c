# The gateway with its console. Nothing of the tools that build it stays in the image, and it runs as a user without rights.
# Versions are exact; digests are not given, because they could not be checked where this was written (infra/compose/README.md).

FROM node:20.19.0-bookworm-slim AS console
WORKDIR /console
COPY src/console/package.json src/console/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY src/console/ ./
RUN npm run build

FROM mcr.microsoft.com/dotnet/sdk:10.0.400 AS gateway
WORKDIR /source
COPY . .
RUN dotnet publish src/Gateway -c Release -p:BuildConsole=false -p:RestoreLockedMode=true -o /app
COPY --from=console /console/dist /app/console

FROM mcr.microsoft.com/dotnet/aspnet:10.0.12
COPY --from=gateway /app /app
# The working folder: what a setting names by a relative path lies here. A volume that is put here takes over its owner.
RUN mkdir /data && chown 1654:1654 /data
WORKDIR /data
USER 1654:1654
ENV ASPNETCORE_HTTP_PORTS=8080 DOTNET_EnableDiagnostics=0
EXPOSE 8080
ENTRYPOINT ["dotnet", "/app/Gateway.dll"]
