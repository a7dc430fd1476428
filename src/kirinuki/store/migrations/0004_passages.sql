-- Repeats are looked up passage by passage. A passage's id is its revision's number times 2^20 plus its place in the text,
-- where it lies from `start_` to `end_`; `keys` are its keys as 32-bit numbers, little end first.
DROP TABLE fingerprints;
CREATE TABLE passages (
    id INTEGER PRIMARY KEY,
    start_ INTEGER NOT NULL,
    end_ INTEGER NOT NULL,
    keys BLOB NOT NULL
);

-- Which passages hold a key, in the order of telling: `told` is the minute, and bits of the revision's id behind it.
CREATE TABLE passage_keys (
    key INTEGER NOT NULL,
    told INTEGER NOT NULL,
    passage INTEGER NOT NULL,
    PRIMARY KEY (key, told, passage)
) WITHOUT ROWID;

-- Current revisions that were read and not woven: what `woven` lacks, kept by these triggers so that nobody has to look
-- through all. `indexed` where its passages stand above.
CREATE TABLE unwoven (
    revision INTEGER PRIMARY KEY REFERENCES revisions (number),
    indexed INTEGER NOT NULL
);
DELETE FROM woven;
INSERT INTO unwoven SELECT a.current, 0 FROM articles a JOIN readings g ON g.revision = a.current;

CREATE TRIGGER weaving_is_due_when_read AFTER INSERT ON readings
WHEN EXISTS (SELECT 1 FROM articles a WHERE a.current = NEW.revision)
BEGIN
    INSERT OR REPLACE INTO unwoven VALUES (NEW.revision, 0);
END;

CREATE TRIGGER weaving_is_due_again AFTER DELETE ON woven
WHEN EXISTS (SELECT 1 FROM articles a JOIN readings g ON g.revision = a.current WHERE a.current = OLD.revision)
BEGIN
    INSERT OR REPLACE INTO unwoven VALUES (OLD.revision, 0);
END;

CREATE TRIGGER weaving_is_due_when_current AFTER UPDATE OF current ON articles
BEGIN
    DELETE FROM unwoven WHERE revision = OLD.current;
    INSERT OR REPLACE INTO unwoven SELECT g.revision, 0 FROM readings g WHERE g.revision = NEW.current
        AND NOT EXISTS (SELECT 1 FROM woven w WHERE w.revision = g.revision);
END;

CREATE TRIGGER weaving_is_done AFTER INSERT ON woven
BEGIN
    DELETE FROM unwoven WHERE revision = NEW.revision;
END;

CREATE TRIGGER weaving_is_due_when_read_anew AFTER UPDATE ON readings
BEGIN
    UPDATE unwoven SET indexed = 0 WHERE revision = NEW.revision;
END;
