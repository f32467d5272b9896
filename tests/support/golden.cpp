#include "tests/support/golden.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>

namespace test {

namespace {

std::filesystem::path place_of(std::string_view path) {
    return std::filesystem::path{COUNTERFOIL_SOURCE_DIR} / "tests/golden" / path;
}

std::optional<std::string> contents_of(std::string_view path) {
    std::ifstream file{place_of(path), std::ios::binary};
    if (!file) return std::nullopt;
    return std::string{std::istreambuf_iterator<char>{file}, {}};
}

bool updating() {
    const char* const wish = std::getenv("POS_GOLDEN_UPDATE");
    return wish != nullptr && std::string_view{wish} == "1";
}

}  // namespace

void expect_golden(std::string_view path, std::string_view actual) {
    if (updating()) {
        std::filesystem::create_directories(place_of(path).parent_path());
        std::ofstream{place_of(path), std::ios::binary} << actual;
    }
    const auto wanted = contents_of(path);
    ASSERT_TRUE(wanted) << place_of(path) << " is missing; POS_GOLDEN_UPDATE=1 writes it";
    EXPECT_EQ(*wanted, actual) << place_of(path);
}

std::string golden(std::string_view path) {
    auto wanted = contents_of(path);
    EXPECT_TRUE(wanted) << place_of(path) << " is missing";
    return std::move(wanted).value_or("");
}

std::string hex_lines(pos::BytesView bytes) {
    std::string text;
    for (std::size_t at = 0; at < bytes.size(); at += 32) {
        text += pos::to_hex(bytes.subspan(at, std::min<std::size_t>(32, bytes.size() - at)));
        text += '\n';
    }
    return text;
}

pos::Bytes bytes_of_hex(std::string_view text) {
    std::string digits;
    bool comment = false;
    for (const char c : text) {
        if (c == '#') comment = true;
        if (c == '\n') comment = false;
        if (!comment && c != ' ' && c != '\n') digits += c;
    }
    const auto bytes = pos::from_hex(digits);
    EXPECT_TRUE(bytes) << "not hexadecimal: " << text;
    return bytes.value_or(pos::Bytes{});
}

}  // namespace test
