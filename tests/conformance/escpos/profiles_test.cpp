// Goal: what our profiles say of a printer is what is known of it elsewhere. Method: each is held
// against the printer in $COUNTERFOIL_DATA/escpos/printer-capabilities.json that it was made for:
// numbers of code pages, width, knife, graphics and codes. Where that list knows nothing, nothing
// is compared.
#include <gtest/gtest.h>

#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "drivers/printer/profile.hpp"

using namespace drivers::printer;
using Json = nlohmann::json;

namespace {

struct Pair {
    const char* ours;
    const char* theirs;
};

constexpr Pair kPairs[] = {{"epson-tm-t88", "TM-T88V"},
                           {"epson-tm-t20", "TM-T20II"},
                           {"epson-tm-t20", "TM-T20III"},
                           {"epson-tm-m30", "TM-m30III"},
                           {"epson-tm-58mm", "TM-T70II-CH-58mm"},
                           {"bixolon-srp-s300", "SRP-S300"},
                           {"citizen-ct-s310", "CT-S651"},
                           {"rongta-80mm", "RP326"},
                           {"star-tsp650", "TSP600"},
                           {"star-mc-print2", "mcPrint"},
                           {"star-mc-print3", "mcPrint"},
                           {"zijiang-5890", "POS-5890"},
                           {"xprinter-58mm", "NT-5890K"},
                           {"xprinter-80mm", "NT-80-V-UL"}};

/// "CP1252" and "windows-1252" are one page, "ISO_8859-15" and "iso-8859-15" another.
std::string one_name(std::string name) {
    for (char& c : name) c = c == '_' ? '-' : static_cast<char>(std::tolower(c));
    const std::string windows = "windows-";
    if (name.starts_with(windows)) name.replace(0, windows.size(), "cp");
    return name;
}

void compare(const Profile& ours, const Json& theirs) {
    const Json& pages = theirs.at("codePages");
    for (const NumberedPage& page : ours.pages) {
        const auto found = pages.find(std::to_string(page.number));
        ASSERT_NE(found, pages.end()) << unsigned{page.number};
        if (*found == "Unknown") continue;
        EXPECT_EQ(one_name(page.name), one_name(*found)) << unsigned{page.number};
    }
    const Json& width = theirs.at("media").at("width");
    if (width.contains("pixels") && width.at("pixels").is_number()) {
        EXPECT_LE(ours.dots, width.at("pixels").get<unsigned>());
    }
    const Json& features = theirs.at("features");
    EXPECT_TRUE(ours.graphics == Graphics::raster ? features.at("bitImageRaster")
                                                  : features.at("bitImageColumn"));
    EXPECT_TRUE(ours.cutter != Cutter::partial || features.at("paperPartCut"));
    EXPECT_TRUE(ours.drawer_on_ms == 0 || features.at("pulseStandard"));
    EXPECT_EQ(ours.language != PrinterLanguage::escpos, features.at("starCommands").get<bool>());
}

}  // namespace

TEST(Profiles, say_what_is_known_of_their_printers) {
    const char* const data = std::getenv("COUNTERFOIL_DATA");
    if (data == nullptr) GTEST_SKIP() << "COUNTERFOIL_DATA names no folder of real data";
    std::ifstream file{std::filesystem::path{data} / "escpos/printer-capabilities.json"};
    ASSERT_TRUE(file);
    const Json known = Json::parse(file).at("profiles");
    for (const auto& [ours, theirs] : kPairs) {
        SCOPED_TRACE(ours);
        const auto profile = load_profile(std::filesystem::path{COUNTERFOIL_SOURCE_DIR} /
                                          "assets/printers" / (std::string{ours} + ".json"));
        ASSERT_TRUE(profile) << profile.error().words;
        compare(*profile, known.at(theirs));
    }
}
