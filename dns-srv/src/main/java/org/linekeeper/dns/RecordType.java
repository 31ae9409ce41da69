package org.linekeeper.dns;

/** The types of records that server location asks for. */
enum RecordType {
    NAPTR,
    SRV,
    A,
    AAAA
}
