-- Storylines as they were first woven give way to lines, and the bridges between them: all is joined again.
DROP TABLE unjoined;
DROP TABLE members;
DROP TABLE ties;
DROP TABLE profile_terms;
DROP TABLE profiles;

-- What the current revisions tell of: `terms` are 32-bit numbers in ascending order, `counts` how often each stands in the text
-- and how often in the title, a byte each; `numbered` what the title names by a number, as pairs of 32-bit numbers; `levels` how rare each was before the revision's month, a byte each, NULL until
-- that was looked up. `told` is, here and below, the minute of telling, and bits of the revision's id behind it.
CREATE TABLE profiles (
    revision INTEGER PRIMARY KEY REFERENCES revisions (number),
    told INTEGER NOT NULL,
    terms BLOB NOT NULL,
    counts BLOB NOT NULL,
    numbered BLOB NOT NULL,
    levels BLOB
);

CREATE TABLE profile_terms (
    term INTEGER NOT NULL,
    told INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    PRIMARY KEY (term, told, revision)
) WITHOUT ROWID;

-- Earlier revisions that tell of the same, and how much.
CREATE TABLE ties (
    later INTEGER NOT NULL REFERENCES revisions (number),
    earlier INTEGER NOT NULL REFERENCES revisions (number),
    score REAL NOT NULL,
    PRIMARY KEY (later, earlier)
) WITHOUT ROWID;
CREATE INDEX ties_by_earlier ON ties (earlier, later);

-- The line of each revision that was joined: `line` is the article that it begins with. `near` is the earlier revision
-- that decided, NULL where a storyline begins.
CREATE TABLE members (
    revision INTEGER PRIMARY KEY REFERENCES revisions (number),
    line TEXT NOT NULL REFERENCES articles (id),
    told INTEGER NOT NULL,
    score REAL NOT NULL,
    near INTEGER REFERENCES revisions (number),
    why TEXT NOT NULL
);
CREATE INDEX members_by_line ON members (line, told);
CREATE INDEX members_by_told ON members (told);

-- Lines that a revision made one storyline: its own, and the `other`, where `near` is what it is tied to best.
CREATE TABLE bridges (
    revision INTEGER NOT NULL REFERENCES revisions (number),
    line TEXT NOT NULL REFERENCES articles (id),
    other TEXT NOT NULL REFERENCES articles (id),
    told INTEGER NOT NULL,
    near INTEGER NOT NULL REFERENCES revisions (number),
    why TEXT NOT NULL,
    PRIMARY KEY (revision, other)
) WITHOUT ROWID;
CREATE INDEX bridges_by_line ON bridges (line);
CREATE INDEX bridges_by_other ON bridges (other);
CREATE INDEX bridges_by_near ON bridges (near);
CREATE INDEX members_by_near ON members (near) WHERE near IS NOT NULL;

-- Revisions with a profile that are to be joined, or joined again.
CREATE TABLE unjoined (
    told INTEGER NOT NULL,
    revision INTEGER NOT NULL REFERENCES revisions (number),
    PRIMARY KEY (told, revision)
) WITHOUT ROWID;

DELETE FROM woven;
