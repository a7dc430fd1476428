-- What was found on the page of an article at a capture of it: fields as 0 or 1, letters of the body.
CREATE TABLE completeness (
    capture TEXT NOT NULL REFERENCES captures (id),
    article TEXT NOT NULL REFERENCES articles (id),
    outlet TEXT NOT NULL,
    at TEXT NOT NULL,
    title INTEGER NOT NULL,
    published INTEGER NOT NULL,
    authors INTEGER NOT NULL,
    section INTEGER NOT NULL,
    letters INTEGER NOT NULL,
    PRIMARY KEY (capture, article)
);
CREATE INDEX completeness_by_outlet ON completeness (outlet, at, capture);
