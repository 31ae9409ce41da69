-- Ranges of numbers that a line has. Numbers stand as their digits behind a one, so that those of one length follow each other.

CREATE TABLE line_range (
    enterprise_id TEXT   NOT NULL REFERENCES enterprise (id), -- that of the line's PBX
    last_number   BIGINT NOT NULL,
    first_number  BIGINT NOT NULL,
    line_id       TEXT   NOT NULL REFERENCES line (id) ON DELETE CASCADE,
    PRIMARY KEY (enterprise_id, last_number)
);
CREATE INDEX line_range_by_line ON line_range (line_id);
