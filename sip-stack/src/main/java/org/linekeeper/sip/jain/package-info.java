/** JAIN-SIP unmodified, plugged onto our transports through its factory SPI; the only package that knows gov.nist. */
@NullMarked
package org.linekeeper.sip.jain;

import org.jspecify.annotations.NullMarked;
