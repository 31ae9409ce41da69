-- Until now pbxMusicOnHold was kept without effect, and false unless somebody had set it: the PBX played its music in any case. So it
-- stays. Within a text of the document its quotes would have a backslash before them.

UPDATE enterprise SET document = REPLACE(document, '"pbxMusicOnHold":false', '"pbxMusicOnHold":true');
