-- A petitioner is told on which days a sealed file was read, however long the trail has grown.
CREATE INDEX audit_record ON audit (record, at) WHERE record IS NOT NULL;
