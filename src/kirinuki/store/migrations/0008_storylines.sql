-- What the current revisions tell of: `terms` are 32-bit numbers in ascending order, `counts` how often each stands in the text
-- and how often in the title, a byte each; `levels` how rare each was before the revision's month, a byte each, NULL until
-- that was looked up. `told` is, here and below, the minute of telling, and bits of the revision's id behind it.
CREATE TABLE profiles (
    revision INTEGER PRIMARY KEY REFERENCES revisions (number),
    told INTEGER NOT NULL,
    terms BLOB NOT NULL,
    counts BLOB NOT NULL,
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

-- The storyline of each revision that was joined: `line` is the article that it begins with. `near` is the earlier revision
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

-- Revisions with a profile that are to be joined, or joined again.
CREATE TABLE unjoined (
    told INTEGER NOT NULL,
    revision INTEGER NOT NULL REFERENCES revisions (number),
    PRIMARY KEY (told, revision)
) WITHOUT ROWID;

-- What was woven before storylines were is woven once more, and joined then.
DELETE FROM woven;
