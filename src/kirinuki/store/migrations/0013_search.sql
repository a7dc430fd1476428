-- The index of words knows every revision and where each bigram stands, so that words of any length need no look into the
-- texts. Title and text in their folded form (docs/search.md); `characters` holds each of their characters once.
DROP TABLE bigrams;
DELETE FROM words;
CREATE VIRTUAL TABLE bigrams USING fts5 (text, heading, content = '', columnsize = 0, tokenize = 'ascii');
CREATE VIRTUAL TABLE characters USING fts5 (text, content = '', columnsize = 0, detail = none, tokenize = 'ascii');

-- Revisions that are to be indexed; a later migration fills it again where folding changes.
CREATE TABLE unindexed (
    revision INTEGER PRIMARY KEY REFERENCES revisions (number)
);
INSERT INTO unindexed SELECT number FROM revisions;

-- Who speaks, and of or to whom: each pair of words and key once. `voice_bigrams` holds both, folded, under its number.
CREATE TABLE voices (
    number INTEGER PRIMARY KEY,
    words TEXT NOT NULL,
    who TEXT NOT NULL,
    UNIQUE (words, who)
);
CREATE VIRTUAL TABLE voice_bigrams USING fts5 (text, content = '', columnsize = 0, tokenize = 'ascii');

-- The voices of a reading's statements, which count from 0 in the order of the text; `role` is speaker or to.
CREATE TABLE said (
    voice INTEGER NOT NULL REFERENCES voices (number),
    role TEXT NOT NULL,
    revision INTEGER NOT NULL REFERENCES revisions (number),
    statement INTEGER NOT NULL,
    PRIMARY KEY (voice, role, revision, statement)
) WITHOUT ROWID;
CREATE INDEX said_by_revision ON said (revision, role);

-- The days that a text speaks of, from_ until until_ (ordinals, half-open). `reach` is the least power of two that is no less
-- than their number, so that what overlaps a period is looked up in one short range for each.
CREATE TABLE spoken_times (
    reach INTEGER NOT NULL,
    from_ INTEGER NOT NULL,
    until_ INTEGER NOT NULL,
    revision INTEGER NOT NULL REFERENCES revisions (number),
    PRIMARY KEY (reach, from_, until_, revision)
) WITHOUT ROWID;
CREATE INDEX spoken_times_by_revision ON spoken_times (revision);

-- The units of a text's numbers and what they count, folded.
CREATE TABLE figure_words (
    words TEXT NOT NULL,
    revision INTEGER NOT NULL REFERENCES revisions (number),
    PRIMARY KEY (words, revision)
) WITHOUT ROWID;
CREATE INDEX figure_words_by_revision ON figure_words (revision);

CREATE INDEX articles_by_outlet ON articles (outlet, current);
CREATE INDEX marks_by_words ON marks (words, capture) WHERE kind = 'tag';

-- They are listed together with the expectations (0006).
INSERT INTO unlisted SELECT g.revision FROM readings g WHERE NOT EXISTS (SELECT 1 FROM unlisted u WHERE u.revision = g.revision);

-- What answers are sorted and counted by, packed for as many revisions as share `number >> 12`; NULL where it is to be made anew.
-- `version` is another one whenever something of it changed.
CREATE TABLE shelves (
    shelf INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    packed BLOB
);
INSERT INTO shelves SELECT DISTINCT number >> 12, 1, NULL FROM revisions;

CREATE TRIGGER shelf_of_a_revision AFTER INSERT ON revisions
BEGIN
    INSERT INTO shelves VALUES (NEW.number >> 12, 1, NULL)
        ON CONFLICT (shelf) DO UPDATE SET version = version + 1, packed = NULL;
END;

CREATE TRIGGER shelf_of_what_is_current AFTER UPDATE OF current ON articles
BEGIN
    UPDATE shelves SET version = version + 1, packed = NULL WHERE shelf IN (OLD.current >> 12, NEW.current >> 12);
END;

CREATE TRIGGER shelf_of_a_member AFTER INSERT ON members
BEGIN
    UPDATE shelves SET version = version + 1, packed = NULL WHERE shelf = NEW.revision >> 12;
END;

CREATE TRIGGER shelf_of_a_moved_member AFTER UPDATE OF line ON members WHEN OLD.line <> NEW.line
BEGIN
    UPDATE shelves SET version = version + 1, packed = NULL WHERE shelf = NEW.revision >> 12;
END;

CREATE TRIGGER shelf_of_a_member_gone AFTER DELETE ON members
BEGIN
    UPDATE shelves SET version = version + 1, packed = NULL WHERE shelf = OLD.revision >> 12;
END;

CREATE TRIGGER shelf_of_a_sighting AFTER INSERT ON sightings
BEGIN
    UPDATE shelves SET version = version + 1, packed = NULL WHERE shelf = NEW.revision >> 12;
END;
