-- The states of lines have moved to a file of their own beside the database, before this ran.

DROP TABLE line_state;
