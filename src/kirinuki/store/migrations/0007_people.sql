-- Whom each text names: a function of its reading. `name` are the words, `who` their key in that text, `family` what namesakes
-- share; an abbreviation is a name that is not its `who`.
CREATE TABLE mentions (
    revision INTEGER NOT NULL REFERENCES revisions (number),
    start_ INTEGER NOT NULL,
    end_ INTEGER NOT NULL,
    type TEXT NOT NULL,
    name TEXT NOT NULL,
    who TEXT NOT NULL,
    family TEXT NOT NULL,
    title TEXT,
    role TEXT,
    aged INTEGER NOT NULL,
    gloss TEXT,
    PRIMARY KEY (revision, start_)
) WITHOUT ROWID;
CREATE INDEX mentions_by_family ON mentions (family, type, revision);
CREATE INDEX mentions_by_who ON mentions (who, type);
CREATE INDEX mentions_by_abbreviation ON mentions (name, who) WHERE name <> who AND type = 'ORGANIZATION';
CREATE INDEX mentions_by_gloss ON mentions (gloss) WHERE gloss IS NOT NULL;

-- They are listed together with the expectations (0006).
INSERT INTO unlisted SELECT g.revision FROM readings g WHERE NOT EXISTS (SELECT 1 FROM unlisted u WHERE u.revision = g.revision);
