#include "tests/ui/window_till.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <thread>

namespace test {

namespace {

void xdotool(const std::string& what) {
    ASSERT_EQ(std::system(("xdotool " + what).c_str()), 0) << what;
}

/// What an earlier till said there is nothing of this one.
std::string fresh(const std::string& probe) {
    std::filesystem::remove(probe);
    return probe;
}

}  // namespace

WindowTill::WindowTill(const TempDir& folder, const std::string& name, const std::string& shop)
    : probe_{fresh(folder.file(name + ".json"))},
      program_{{COUNTERFOIL_BINARY_DIR "/bin/till", "--db", shop, "--probe", probe_, "--lang", "en",
                "--printer", "file:" + folder.file("paper")}} {}

nlohmann::json WindowTill::look() const {
    if (!std::filesystem::exists(probe_)) return {};
    auto seen = nlohmann::json::parse(read_file(probe_), nullptr, false);
    return seen.is_discarded() ? nlohmann::json{} : seen;
}

bool WindowTill::has(const std::string& control) const {
    const auto seen = look();
    return !seen.is_null() && seen["controls"].contains(control) &&
           seen["controls"][control]["enabled"] == true;
}

bool WindowTill::shows(const std::string& words) const {
    const auto seen = look();
    if (seen.is_null()) return false;
    // A sentence may stand on several lines.
    std::string all;
    for (const auto& text : seen["texts"]) all += text["text"].get<std::string>() + " ";
    return all.find(words) != std::string::npos;
}

void WindowTill::tap(const std::string& control) const {
    await(control.c_str(), [&] { return has(control); });
    const auto seen = look();
    if (seen.is_null() || !seen["controls"].contains(control)) return;  // await() has failed
    const auto& place = seen["controls"][control]["place"];
    const int x = (place[0].get<int>() + place[2].get<int>()) / 2;
    const int y = (place[1].get<int>() + place[3].get<int>()) / 2;
    xdotool("mousemove " + std::to_string(x) + " " + std::to_string(y) +
            " mousedown 1 sleep 0.05 mouseup 1");
}

void await(const char* what, const std::function<bool()>& is) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds{60};
    while (!is()) {
        ASSERT_LT(std::chrono::steady_clock::now(), end) << what;
        std::this_thread::sleep_for(std::chrono::milliseconds{50});
    }
}

void press(const std::string& key) {
    xdotool("key --delay 60 " + key);
}

void type(const std::string& text) {
    xdotool("type --delay 120 " + text);
    std::this_thread::sleep_for(std::chrono::milliseconds{400});  // else it is a scanner's
}

}  // namespace test
