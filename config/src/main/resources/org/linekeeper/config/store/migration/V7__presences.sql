-- The lines that take no calls now. A row whose time is over says nothing any more.

CREATE TABLE line_presence (
    line_id     TEXT   NOT NULL PRIMARY KEY REFERENCES line (id) ON DELETE CASCADE,
    state       TEXT   NOT NULL,
    since_milli BIGINT NOT NULL,
    until_milli BIGINT -- none when it does not end by itself
);
