-- Each entity is a JSON document; the columns beside it are what must be unique or what is asked for.
-- Only what SQLite and PostgreSQL both understand is used here.

-- The one row that numbers all writes.
CREATE TABLE revision (
    singleton INTEGER NOT NULL PRIMARY KEY CHECK (singleton = 1),
    latest    BIGINT  NOT NULL
);
INSERT INTO revision (singleton, latest) VALUES (1, 0);

CREATE TABLE enterprise (
    id       TEXT   NOT NULL PRIMARY KEY,
    revision BIGINT NOT NULL,
    document TEXT   NOT NULL
);

CREATE TABLE direct_route (
    id            TEXT   NOT NULL PRIMARY KEY,
    enterprise_id TEXT   NOT NULL REFERENCES enterprise (id),
    tenant_fqdn   TEXT   NOT NULL UNIQUE, -- in lower case
    revision      BIGINT NOT NULL,
    document      TEXT   NOT NULL
);
CREATE INDEX direct_route_by_enterprise ON direct_route (enterprise_id);

CREATE TABLE pbx (
    id            TEXT   NOT NULL PRIMARY KEY,
    enterprise_id TEXT   NOT NULL REFERENCES enterprise (id),
    revision      BIGINT NOT NULL,
    document      TEXT   NOT NULL
);
CREATE INDEX pbx_by_enterprise ON pbx (enterprise_id);

CREATE TABLE line (
    id              TEXT   NOT NULL PRIMARY KEY,
    enterprise_id   TEXT   NOT NULL REFERENCES enterprise (id), -- that of its PBX
    pbx_id          TEXT   NOT NULL REFERENCES pbx (id),
    direct_route_id TEXT   NOT NULL REFERENCES direct_route (id),
    sip_user        TEXT   NOT NULL, -- without its domain when that is the PBX's own, else with it in lower case
    phone_number    TEXT   NOT NULL,
    revision        BIGINT NOT NULL,
    document        TEXT   NOT NULL,
    UNIQUE (pbx_id, sip_user),
    UNIQUE (enterprise_id, phone_number)
);
CREATE INDEX line_by_direct_route ON line (direct_route_id);

CREATE TABLE line_state (
    line_id TEXT  NOT NULL PRIMARY KEY REFERENCES line (id) ON DELETE CASCADE,
    state   BYTEA NOT NULL
);
