-- How grave a disagreement is, and whatever else the record says of one.
alter table conflict add column fields text not null default '{}' check (json_valid(fields));
