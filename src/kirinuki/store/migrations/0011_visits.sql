-- The address that answered with what was captured; NULL for what a person handed over.
ALTER TABLE captures ADD COLUMN came_from TEXT;

-- Further looks at what a capture shows, which had not changed. The capture may be one that could not be taken in.
CREATE TABLE visits (
    id TEXT PRIMARY KEY,
    capture TEXT NOT NULL,
    file TEXT NOT NULL,
    at TEXT NOT NULL,
    status INTEGER NOT NULL
);
CREATE INDEX visits_by_capture ON visits (capture, at);
CREATE INDEX visits_by_file ON visits (file);
