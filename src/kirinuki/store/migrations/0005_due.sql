-- What is still to read, and to lay beside the revision before it, kept by triggers as `unwoven` is: adding one report does
-- not look through all.
CREATE TABLE unread (
    revision INTEGER PRIMARY KEY REFERENCES revisions (number)
);
CREATE TABLE uncollated (
    revision INTEGER PRIMARY KEY REFERENCES revisions (number)
);
CREATE INDEX readings_by_version ON readings (version);
CREATE INDEX revisions_by_previous ON revisions (previous) WHERE previous IS NOT NULL;
INSERT INTO unread SELECT r.number FROM revisions r WHERE NOT EXISTS (SELECT 1 FROM readings g WHERE g.revision = r.number);
INSERT INTO uncollated SELECT r.number FROM revisions r JOIN readings g ON g.revision = r.number
    WHERE r.previous IS NOT NULL AND NOT EXISTS (SELECT 1 FROM collated c WHERE c.revision = r.number);

CREATE TRIGGER reading_is_due AFTER INSERT ON revisions
BEGIN
    INSERT INTO unread VALUES (NEW.number);
END;

CREATE TRIGGER reading_is_done AFTER INSERT ON readings
BEGIN
    DELETE FROM unread WHERE revision = NEW.revision;
    INSERT OR IGNORE INTO uncollated SELECT r.number FROM revisions r
        WHERE r.number = NEW.revision AND r.previous IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM collated c WHERE c.revision = r.number);
END;

CREATE TRIGGER collating_is_due_again AFTER DELETE ON collated
BEGIN
    INSERT OR IGNORE INTO uncollated VALUES (OLD.revision);
END;

CREATE TRIGGER collating_is_done AFTER INSERT ON collated
BEGIN
    DELETE FROM uncollated WHERE revision = NEW.revision;
END;
