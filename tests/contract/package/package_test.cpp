// The Debian package as dpkg takes it: installed, upgraded, not gone back, removed; the shop stays.

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <vector>

#include "tests/support/child.hpp"
#include "tests/support/temp_dir.hpp"

namespace {

namespace fs = std::filesystem;
using test::run_program;

/// A folder that dpkg takes for a system, without being root: what the package depends on is not
/// there, and its scripts run outside.
class Package : public testing::Test {
protected:
    void SetUp() override {
        // CPack notes there what it takes; packaging/test lets it.
        const std::string build = COUNTERFOIL_BINARY_DIR;
        if (::access((build + "/install_manifest.txt").c_str(), W_OK) != 0 &&
            ::access(build.c_str(), W_OK) != 0)
            GTEST_SKIP() << "CPack may not write into " << build;
        fs::create_directories(system() / "var/lib/dpkg/info");
        fs::create_directories(system() / "var/lib/dpkg/updates");
        test::write_file(system() / "var/lib/dpkg/status", "");
        test::write_file(system() / "var/lib/dpkg/available", "");
    }

    fs::path system() const { return temp_.path() / "system"; }

    /// The package of the built programs, under that version.
    std::string make(const std::string& version) {
        const auto done =
            run_program({"/usr/bin/cpack", "--config", COUNTERFOIL_BINARY_DIR "/CPackConfig.cmake",
                         "-B", temp_.file(version), "-D", "CPACK_PACKAGE_VERSION=" + version});
        EXPECT_EQ(done.exit, 0) << done.out << done.err;
        for (const auto& file : fs::directory_iterator{temp_.file(version)}) {
            if (file.path().extension() == ".deb") return file.path();
        }
        ADD_FAILURE() << "no package: " << done.out;
        return {};
    }

    test::Ended dpkg(std::vector<std::string> words) const {
        words.insert(words.begin(),
                     {"/usr/bin/dpkg", "--root=" + system().string(), "--log=/dev/null",
                      "--force-not-root,depends,script-chrootless,bad-path"});
        return run_program(words);
    }

    std::string installed() const { return dpkg({"--status", "counterfoil"}).out; }

    test::TempDir temp_;
};

TEST_F(Package, IsInstalledUpgradedNotGoneBackAndRemovedWhileTheShopStays) {
    const std::string older = make("1.0.0");
    const std::string newer = make("1.0.1");
    const auto first = dpkg({"--install", older});
    ASSERT_EQ(first.exit, 0) << first.err;

    const std::string program = (system() / "usr/bin/counterfoil").string();
    const std::string shop = (system() / "home/anna/.local/share/counterfoil/shop.db").string();
    fs::create_directories(fs::path{shop}.parent_path());
    const auto made = run_program({program, "init", "--db", shop, "--branch", "B01", "--terminal",
                                   "T1", "--currency", "EUR", "--zone", "Europe/Dublin",
                                   "--cashier", "Anna", "--demo"});
    ASSERT_EQ(made.exit, 0) << made.err;

    const auto upgraded = dpkg({"--install", newer});
    ASSERT_EQ(upgraded.exit, 0) << upgraded.err;
    EXPECT_NE(installed().find("Version: 1.0.1"), std::string::npos) << installed();
    EXPECT_EQ(run_program({program, "verify", "--db", shop}).exit, 0);

    const auto back = dpkg({"--install", older});
    EXPECT_NE(back.exit, 0);
    EXPECT_NE(back.err.find("version 1.0.1 is installed, and this is the older 1.0.0"),
              std::string::npos)
        << back.err;
    EXPECT_NE(installed().find("Version: 1.0.1"), std::string::npos) << installed();
    EXPECT_NE(installed().find("Status: install ok installed"), std::string::npos) << installed();

    const auto removed = dpkg({"--purge", "counterfoil"});
    EXPECT_EQ(removed.exit, 0) << removed.err;
    EXPECT_NE(removed.err.find("the shops stay where they are"), std::string::npos) << removed.err;
    EXPECT_FALSE(fs::exists(program));
    EXPECT_GT(fs::file_size(shop), 0U);
}

TEST_F(Package, HoldsWhatADesktopAndAKioskNeed) {
    const auto unpacked =
        run_program({"/usr/bin/dpkg-deb", "--extract", make("1.0.0"), system().string()});
    ASSERT_EQ(unpacked.exit, 0) << unpacked.err;
    for (const char* file :
         {"usr/bin/counterfoil", "usr/bin/counterfoil-till", "usr/bin/counterfoil-office",
          "usr/lib/counterfoil/till", "usr/lib/counterfoil/counterfoil-kiosk",
          "usr/share/applications/counterfoil-till.desktop",
          "usr/share/xsessions/counterfoil-kiosk.desktop",
          "usr/share/icons/hicolor/scalable/apps/counterfoil.svg",
          "usr/share/doc/counterfoil/copyright"}) {
        EXPECT_TRUE(fs::exists(system() / file)) << file;
    }
    EXPECT_EQ(test::read_file(system() / "usr/lib/udev/rules.d/70-counterfoil.rules"),
              test::read_file(COUNTERFOIL_SOURCE_DIR "/packaging/udev/70-counterfoil.rules"));
    EXPECT_EQ(run_program({(system() / "usr/bin/counterfoil-office").string(), "--version"}).exit,
              0);
}

}  // namespace
