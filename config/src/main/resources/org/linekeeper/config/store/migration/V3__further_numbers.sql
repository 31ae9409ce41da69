-- Numbers that a line has beside its own. Those of a line's own stand with it.

CREATE TABLE line_number (
    enterprise_id TEXT NOT NULL REFERENCES enterprise (id), -- that of the line's PBX
    phone_number  TEXT NOT NULL,
    line_id       TEXT NOT NULL REFERENCES line (id) ON DELETE CASCADE,
    PRIMARY KEY (enterprise_id, phone_number)
);
CREATE INDEX line_number_by_line ON line_number (line_id);
