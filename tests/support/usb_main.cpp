#include "tests/support/usb_main.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

namespace test {

namespace {

constexpr const char* kLibrary = "libumockdev-preload.so.0";

bool loaded() {
    const char* preload = std::getenv("LD_PRELOAD");
    return preload != nullptr && std::string_view{preload}.find(kLibrary) != std::string_view::npos;
}

/// Puts `value` before what the variable holds already.
void put_before(const char* variable, const std::string& value) {
    const char* before = std::getenv(variable);
    const std::string both = before != nullptr && *before != 0 ? value + ":" + before : value;
    ::setenv(variable, both.c_str(), 1);
}

}  // namespace

int run_tests_with_made_up_usb(int argc, char** argv) {
    if (!loaded()) {
        put_before("LD_PRELOAD", kLibrary);
        // The address sanitizer wants to be the first library; that it is not does no harm here.
        put_before("ASAN_OPTIONS", "verify_asan_link_order=0");
        ::execv("/proc/self/exe", argv);
        std::perror("execv");
        return 3;
    }
    testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}

}  // namespace test
