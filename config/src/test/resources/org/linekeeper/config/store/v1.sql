-- A store as the first version wrote it. Never to be changed: later versions must read it.
CREATE TABLE direct_route (
    id            TEXT   NOT NULL PRIMARY KEY,
    enterprise_id TEXT   NOT NULL REFERENCES enterprise (id),
    tenant_fqdn   TEXT   NOT NULL UNIQUE, -- in lower case
    revision      BIGINT NOT NULL,
    document      TEXT   NOT NULL
);
INSERT INTO "direct_route" VALUES('r','e','r.sbc.example.com',2,'{"id":"r","enterpriseId":"e","tenantFqdn":"r.sbc.example.com","peers":[{"host":"sbc1.example.net","port":5061,"transport":"tls","lookup":"auto","priority":0,"weight":100,"trustedNetworks":["192.0.2.0/24"]}],"enabled":true}');
CREATE TABLE enterprise (
    id       TEXT   NOT NULL PRIMARY KEY,
    revision BIGINT NOT NULL,
    document TEXT   NOT NULL
);
INSERT INTO "enterprise" VALUES('e',1,'{"id":"e","name":"Acme","adminEmail":"admin@acme.example","pbxMusicOnHold":false,"enabled":true}');
CREATE TABLE "flyway_schema_history" (
    "installed_rank" INT NOT NULL PRIMARY KEY,
    "version" VARCHAR(50),
    "description" VARCHAR(200) NOT NULL,
    "type" VARCHAR(20) NOT NULL,
    "script" VARCHAR(1000) NOT NULL,
    "checksum" INT,
    "installed_by" VARCHAR(100) NOT NULL,
    "installed_on" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f','now')),
    "execution_time" INT NOT NULL,
    "success" BOOLEAN NOT NULL
);
INSERT INTO "flyway_schema_history" VALUES(1,'1','model and line state','SQL','V1__model_and_line_state.sql',1609575197,'','2026-11-21 03:45:05.641',19,1);
CREATE TABLE line (
    id              TEXT   NOT NULL PRIMARY KEY,
    enterprise_id   TEXT   NOT NULL REFERENCES enterprise (id), -- that of its PBX
    pbx_id          TEXT   NOT NULL REFERENCES pbx (id),
    direct_route_id TEXT   NOT NULL REFERENCES direct_route (id),
    sip_user        TEXT   NOT NULL, -- without its domain when that is the PBX's own, else with it in lower case
    phone_number    TEXT   NOT NULL,
    revision        BIGINT NOT NULL,
    document        TEXT   NOT NULL,
    UNIQUE (pbx_id, sip_user),
    UNIQUE (enterprise_id, phone_number)
);
INSERT INTO "line" VALUES('l1','e','p','r','1001','+14155550001',4,'{"id":"l1","pbxId":"p","directRouteId":"r","teamsUser":"l1@acme.example","phoneNumber":"+14155550001","sipUser":"1001","authUser":"1001t","password":"pässword \"l1","displayName":"User l1","enabled":true}');
INSERT INTO "line" VALUES('l2','e','p','r','102@other.example','+14155550102',5,'{"id":"l2","pbxId":"p","directRouteId":"r","teamsUser":"l2@acme.example","phoneNumber":"+14155550102","sipUser":"102@other.example","authUser":"102t","password":"pässword \"l2","displayName":"User l2","enabled":true}');
CREATE TABLE line_state (
    line_id TEXT  NOT NULL PRIMARY KEY REFERENCES line (id) ON DELETE CASCADE,
    state   BYTEA NOT NULL
);
INSERT INTO "line_state" VALUES('l1',X'0102FF');
CREATE TABLE pbx (
    id            TEXT   NOT NULL PRIMARY KEY,
    enterprise_id TEXT   NOT NULL REFERENCES enterprise (id),
    revision      BIGINT NOT NULL,
    document      TEXT   NOT NULL
);
INSERT INTO "pbx" VALUES('p','e',3,'{"id":"p","enterpriseId":"e","name":"Head office","type":"netsapiens","sipDomain":"acme.pbx.example","outboundProxy":"core.pbx.example:5060","transport":"udp","lookup":"srv","expiresSeconds":600,"trustedNetworks":["2001:db8:0:0:0:0:0:0/32"],"voicemailCode":"*97","enabled":true}');
CREATE TABLE revision (
    singleton INTEGER NOT NULL PRIMARY KEY CHECK (singleton = 1),
    latest    BIGINT  NOT NULL
);
INSERT INTO "revision" VALUES(1,5);
CREATE INDEX "flyway_schema_history_s_idx" ON "flyway_schema_history" ("success");
CREATE INDEX direct_route_by_enterprise ON direct_route (enterprise_id);
CREATE INDEX pbx_by_enterprise ON pbx (enterprise_id);
CREATE INDEX line_by_direct_route ON line (direct_route_id);
