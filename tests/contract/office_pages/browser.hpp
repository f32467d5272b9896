#pragma once

#include <cstdint>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/child.hpp"
#include "tests/support/temp_dir.hpp"

namespace test {

/// Debian's Chromium without a window, as an account without rights, driven by chromedriver.
///
/// source: W3C WebDriver, https://www.w3.org/TR/webdriver2/
/// owns:   both programs; they end by their process id
class Browser {
public:
    /// Whether both programs are installed.
    static bool is_there();

    /// `language` is what it asks pages for.
    explicit Browser(const std::string& language);
    ~Browser();
    Browser(const Browser&) = delete;
    Browser& operator=(const Browser&) = delete;

    void open(const std::string& url);
    std::string url();
    /// Asks again and again, for a key does not wait for the page that it leads to.
    bool comes_to(const std::string& url);
    /// Waits until the page's heading says that; false after half a minute.
    bool comes_to_heading(const std::string& words);
    /// The text of the first element that a CSS selector finds; a failure of the test if none.
    std::string text(std::string_view selector);
    std::size_t count(std::string_view selector);
    void click(std::string_view selector);
    void type(std::string_view selector, std::string_view text);
    /// Keys as a keyboard gives them to whatever has the focus.
    void press(std::u32string_view keys);
    /// What the element with the focus is called: its id, else its text.
    std::string focus();
    nlohmann::json run(const std::string& script);
    /// What the script gives to its last argument, a function, within half a minute.
    nlohmann::json run_later(const std::string& script);
    void resize(int width, int height);
    void look(bool dark);
    /// What pages complained of since the last time.
    std::vector<std::string> complaints();
    /// Every address that was asked for since the last time.
    std::vector<std::string> requests();

private:
    nlohmann::json say(const char* method, const std::string& path, const nlohmann::json& body);
    std::string element(std::string_view selector);

    TempDir directory_;
    std::unique_ptr<Child> driver_;
    std::string address_;
    std::string session_;
};

}  // namespace test
