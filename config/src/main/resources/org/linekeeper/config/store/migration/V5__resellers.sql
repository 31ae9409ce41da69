-- Service providers, each with enterprises as customers. An enterprise of before has none.

CREATE TABLE reseller (
    id       TEXT   NOT NULL PRIMARY KEY,
    revision BIGINT NOT NULL,
    document TEXT   NOT NULL
);

ALTER TABLE enterprise ADD COLUMN reseller_id TEXT REFERENCES reseller (id);
CREATE INDEX enterprise_by_reseller ON enterprise (reseller_id);
