-- What a document is beside its text: the hash of its bytes, where each of its days stands and how sure it is, who printed
-- what was written for whom, and what took the text out of its page.
alter table document add column bytes_hash text;
alter table document add column canonical_url text;
alter table document add column outlet_from text;
alter table document add column aggregator text;
alter table document add column original_outlet text;
alter table document add column published_in text;
alter table document add column published_sureness text;
alter table document add column modified text;
alter table document add column modified_in text;
alter table document add column crawled text;
alter table document add column crawled_in text;
alter table document add column extractor text;

-- What came with a document is known; what is read in its text (outlets, how sure a day is), the next reading fills in.
-- No document becomes another one by that, so that the record is still theirs.
update document set bytes_hash = given ->> '$.bytes_hash', canonical_url = given ->> '$.canonical_url',
    published_in = given ->> '$.published_in', modified = given ->> '$.modified',
    modified_in = given ->> '$.modified_in', crawled = given ->> '$.crawled', crawled_in = given ->> '$.crawled_in',
    extractor = given ->> '$.extractor';
update change set count = count - (select count(*) from document);
create index document_by_bytes on document (bytes_hash) where bytes_hash is not null;
