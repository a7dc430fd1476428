-- The first form. `number` and `rowid` are places in this one file; ids come from content.
-- Dates and times are ISO 8601 strings; spans are code points, half-open.

CREATE TABLE outlets (
    key TEXT PRIMARY KEY,
    name TEXT NOT NULL
);

CREATE TABLE articles (
    id TEXT PRIMARY KEY,
    outlet TEXT NOT NULL REFERENCES outlets (key),
    uri TEXT NOT NULL,
    external_id TEXT,
    current INTEGER REFERENCES revisions (number)
);
CREATE INDEX articles_by_uri ON articles (outlet, uri);
CREATE INDEX articles_by_current ON articles (current);

-- `place` counts the revisions before this one in its chain; `told` is when it was told, sortable.
CREATE TABLE revisions (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    article TEXT NOT NULL REFERENCES articles (id),
    title TEXT,
    text TEXT NOT NULL,
    published TEXT NOT NULL,
    published_at TEXT,
    modified_at TEXT,
    previous INTEGER REFERENCES revisions (number),
    place INTEGER NOT NULL,
    told TEXT NOT NULL
);
CREATE INDEX revisions_by_article ON revisions (article);
CREATE INDEX revisions_by_published ON revisions (published);

CREATE TABLE captures (
    id TEXT PRIMARY KEY,
    digest TEXT NOT NULL,
    file TEXT NOT NULL,
    captured_at TEXT NOT NULL,
    encoding TEXT NOT NULL,
    encoding_from TEXT NOT NULL,
    name TEXT NOT NULL,
    published TEXT NOT NULL,
    published_from TEXT NOT NULL,
    outlet TEXT,
    url TEXT,
    form TEXT NOT NULL
);
CREATE INDEX captures_by_log ON captures (published, name);
CREATE INDEX captures_by_file ON captures (file);

CREATE TABLE sightings (
    capture TEXT NOT NULL REFERENCES captures (id),
    ordinal INTEGER NOT NULL,
    revision INTEGER NOT NULL REFERENCES revisions (number),
    start_ INTEGER NOT NULL,
    end_ INTEGER NOT NULL,
    PRIMARY KEY (capture, ordinal)
);
CREATE INDEX sightings_by_revision ON sightings (revision);

-- What a clip log holds between its reports: kind is blog, tag or link.
CREATE TABLE marks (
    capture TEXT NOT NULL REFERENCES captures (id),
    kind TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    words TEXT NOT NULL,
    PRIMARY KEY (capture, kind, ordinal)
);

CREATE TABLE readings (
    revision INTEGER PRIMARY KEY REFERENCES revisions (number),
    version TEXT NOT NULL,
    layers BLOB NOT NULL
);

CREATE TABLE fingerprints (
    fingerprint INTEGER NOT NULL,
    revision INTEGER NOT NULL REFERENCES revisions (number),
    PRIMARY KEY (fingerprint, revision)
) WITHOUT ROWID;
CREATE INDEX fingerprints_by_revision ON fingerprints (revision);

-- `differences` is a JSON list of [earlier start, earlier end, later start, later end].
CREATE TABLE resemblances (
    earlier INTEGER NOT NULL REFERENCES revisions (number),
    later INTEGER NOT NULL REFERENCES revisions (number),
    earlier_start INTEGER NOT NULL,
    earlier_end INTEGER NOT NULL,
    later_start INTEGER NOT NULL,
    later_end INTEGER NOT NULL,
    relation TEXT NOT NULL,
    damage TEXT,
    differences TEXT NOT NULL,
    score REAL NOT NULL,
    why TEXT NOT NULL,
    PRIMARY KEY (later, later_start, later_end, earlier, earlier_start, earlier_end)
) WITHOUT ROWID;
CREATE INDEX resemblances_by_earlier ON resemblances (earlier);

CREATE TABLE woven (
    revision INTEGER PRIMARY KEY REFERENCES revisions (number)
);

-- Which revisions the index below holds; its rowid is the revision's number. It keeps neither a copy of the
-- words nor their places, because every hit is looked up in the text.
CREATE TABLE words (
    revision INTEGER PRIMARY KEY REFERENCES revisions (number)
);
CREATE VIRTUAL TABLE bigrams USING fts5 (tokens, content = '', columnsize = 0, detail = none, tokenize = 'ascii');

CREATE TABLE problems (
    id TEXT PRIMARY KEY,
    capture TEXT,
    place TEXT NOT NULL,
    message TEXT NOT NULL
);
