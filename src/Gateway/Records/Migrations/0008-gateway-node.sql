-- The gateways that run on these records, as they say themselves every few seconds.
CREATE TABLE gateway_node (
    id TEXT PRIMARY KEY,
    engine TEXT NOT NULL,
    machine TEXT NOT NULL,
    kernel TEXT NOT NULL,
    process BIGINT NOT NULL,
    process_started_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL
);

-- Its lock puts those who start at the same moment in order.
INSERT INTO gateway_node (id, engine, machine, kernel, process, process_started_at, seen_at) VALUES ('guard', 'guard', '', '', 0, 0, 0);
