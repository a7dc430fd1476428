-- What a reading dates in the future of its telling: the clause, the words that date it, the whole days that they mean
-- (half-open), and who announced it where the text tells. Spans are code points of the revision's text.
CREATE TABLE expectations (
    revision INTEGER NOT NULL REFERENCES revisions (number),
    start_ INTEGER NOT NULL,
    end_ INTEGER NOT NULL,
    time_start INTEGER NOT NULL,
    time_end INTEGER NOT NULL,
    due_from TEXT NOT NULL,
    due_until TEXT NOT NULL,
    speaker_start INTEGER,
    speaker_end INTEGER,
    who TEXT,
    why TEXT NOT NULL,
    PRIMARY KEY (revision, time_start)
) WITHOUT ROWID;
-- What is asked for is to come: the end of the due time leads, so that what is long past is not looked through.
CREATE INDEX expectations_by_due ON expectations (due_until, due_from);

-- Readings of which the expectations are still to be listed, kept by triggers as `unread` is; at first all. A later migration
-- fills it again where the rules of expectations change and the reader does not.
CREATE TABLE unlisted (
    revision INTEGER PRIMARY KEY REFERENCES revisions (number)
);
INSERT INTO unlisted SELECT revision FROM readings;

CREATE TRIGGER listing_is_due AFTER INSERT ON readings
BEGIN
    INSERT INTO unlisted SELECT NEW.revision WHERE NOT EXISTS (SELECT 1 FROM unlisted u WHERE u.revision = NEW.revision);
END;

CREATE TRIGGER listing_is_due_again AFTER UPDATE ON readings
BEGIN
    INSERT INTO unlisted SELECT NEW.revision WHERE NOT EXISTS (SELECT 1 FROM unlisted u WHERE u.revision = NEW.revision);
END;
