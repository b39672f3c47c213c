-- Calls of partners' gateways that came: a copy is known for one, on whichever node it comes. For two minutes; nothing of a person.
CREATE TABLE partner_nonce (
    partner TEXT NOT NULL,
    nonce TEXT NOT NULL,
    until BIGINT NOT NULL,
    PRIMARY KEY (partner, nonce)
);
CREATE INDEX partner_nonce_until ON partner_nonce (until);
