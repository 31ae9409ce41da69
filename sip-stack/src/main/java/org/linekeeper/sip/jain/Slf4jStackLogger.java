package org.linekeeper.sip.jain;

import gov.nist.core.CommonLogger;
import gov.nist.core.LogLevels;
import gov.nist.core.StackLogger;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * JAIN-SIP's log in SLF4J. JAIN-SIP asks for its level several hundred times a message, so that the answer is a constant: warnings
 * and worse. Its "errors" about what peers send are our warnings. Public because JAIN-SIP makes one by name.
 */
public final class Slf4jStackLogger implements StackLogger {
    private static final Logger log = LoggerFactory.getLogger("jain-sip");

    /** Puts this logger where JAIN-SIP looks for it first; without it, any class of its parser asks for log4j. */
    static void install() {
        if (!(CommonLogger.legacyLogger instanceof Slf4jStackLogger)) {
            CommonLogger.legacyLogger = new Slf4jStackLogger();
        }
    }

    @Override
    public boolean isLoggingEnabled() {
        return false;
    }

    @Override
    public boolean isLoggingEnabled(int logLevel) {
        return logLevel <= LogLevels.TRACE_ERROR;
    }

    @Override
    public void logException(Throwable ex) {
        log.warn("JAIN-SIP reports an exception", ex);
    }

    @Override
    public void logFatalError(String message) {
        log.error("{}", message);
    }

    @Override
    public void logError(String message) {
        log.warn("{}", message);
    }

    @Override
    public void logError(String message, Exception ex) {
        log.warn("{}", message, ex);
    }

    @Override
    public void logWarning(String message) {
        log.debug("{}", message);
    }

    @Override
    public void logInfo(String message) {}

    @Override
    public void logDebug(String message) {}

    @Override
    public void logDebug(String message, Exception ex) {}

    @Override
    public void logTrace(String message) {}

    @Override
    public void logStackTrace() {}

    @Override
    public void logStackTrace(int traceLevel) {}

    @Override
    public int getLineCount() {
        return 0;
    }

    @Override
    public void disableLogging() {}

    @Override
    public void enableLogging() {}

    @Override
    public void setBuildTimeStamp(String buildTimeStamp) {}

    @Override
    public void setStackProperties(Properties stackProperties) {}

    @Override
    public String getLoggerName() {
        return "jain-sip";
    }
}
