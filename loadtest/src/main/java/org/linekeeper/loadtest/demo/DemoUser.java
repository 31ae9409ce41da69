package org.linekeeper.loadtest.demo;

import java.util.List;

/** One of the three Teams users of the demo. */
record DemoUser(String id, String name, String number, String sipUser, String password) {
    static final List<DemoUser> ALL = List.of(
            new DemoUser("ann", "Ann Example", "+14255550101", "101t", "demo password of Ann"),
            new DemoUser("ben", "Ben Example", "+14255550102", "102t", "demo password of Ben"),
            new DemoUser("cleo", "Cleo Example", "+14255550103", "103t", "demo password of Cleo"));
}
