package org.linekeeper.admin;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A fresh port for each test. */
final class FixtureExtension implements BeforeEachCallback, AfterEachCallback {
    private AdminFixture admin;

    AdminFixture admin() {
        return admin;
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        admin = new AdminFixture();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        admin.close();
    }
}
