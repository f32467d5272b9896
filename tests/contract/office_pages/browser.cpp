#include "tests/contract/office_pages/browser.hpp"

#include <curl/curl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>

#include "tests/support/account.hpp"

namespace test {

using nlohmann::json;

namespace {

constexpr const char* kDriver = "/usr/bin/chromedriver";
constexpr const char* kChromium = "/usr/bin/chromium";
constexpr const char* kElement = "element-6066-11e4-a52e-4f735466cecf";

std::size_t take(char* bytes, std::size_t size, std::size_t count, void* to) {
    static_cast<std::string*>(to)->append(bytes, size * count);
    return size * count;
}

/// One request to chromedriver, which is on the loopback interface.
json ask(const char* method, const std::string& url, const json& body) {
    const std::unique_ptr<CURL, void (*)(CURL*)> curl{::curl_easy_init(), ::curl_easy_cleanup};
    const std::string text = body.dump();
    std::string heard;
    curl_slist* const headers =
        ::curl_slist_append(nullptr, "Content-Type: application/json; charset=utf-8");
    ::curl_easy_setopt(curl.get(), CURLOPT_URL, url.c_str());
    ::curl_easy_setopt(curl.get(), CURLOPT_CUSTOMREQUEST, method);
    ::curl_easy_setopt(curl.get(), CURLOPT_HTTPHEADER, headers);
    ::curl_easy_setopt(curl.get(), CURLOPT_NOPROXY, "*");
    if (std::string_view{method} == "POST") {
        ::curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDS, text.c_str());
    }
    ::curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, take);
    ::curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &heard);
    ::curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT, 120L);
    const auto result = ::curl_easy_perform(curl.get());
    ::curl_slist_free_all(headers);
    if (result != CURLE_OK) return {{"error", ::curl_easy_strerror(result)}};
    return json::parse(heard, nullptr, false);
}

/// The driver's words: as root, of an account without rights.
std::vector<std::string> driver_words() {
    std::vector<std::string> words;
    if (const auto account = unprivileged_account()) {
        words = {"/usr/bin/setpriv", "--reuid=" + std::to_string(account->user),
                 "--regid=" + std::to_string(account->group), "--clear-groups"};
    }
    words.insert(words.end(), {kDriver, "--port=0"});
    return words;
}

}  // namespace

bool Browser::is_there() {
    return ::access(kDriver, X_OK) == 0 && ::access(kChromium, X_OK) == 0;
}

Browser::Browser(const std::string& language) {
    const std::string home = directory_.file("home");
    std::filesystem::create_directory(home);
    if (const auto account = unprivileged_account()) {
        EXPECT_EQ(::chown(home.c_str(), account->user, account->group), 0);
        std::filesystem::permissions(directory_.path(), std::filesystem::perms::all);
    }
    // Both programs keep what they write there.
    for (const char* name : {"HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"}) {
        ::setenv(name, home.c_str(), 1);
    }
    std::string port;
    // It draws a port for one kind of address and wants the same of the other, which may be taken.
    for (int tries = 0; tries < 10 && port.empty(); ++tries) {
        driver_ = std::make_unique<Child>(driver_words());
        for (std::string line; (line = driver_->line(), !line.empty());) {
            const auto at = line.find("successfully on port ");
            if (at == line.npos) continue;
            port = line.substr(at + 21, line.find_first_not_of("0123456789", at + 21) - at - 21);
            break;
        }
    }
    if (port.empty()) {
        ADD_FAILURE() << "chromedriver does not start: " << driver_->wait().err;
        return;
    }
    address_ = "http://127.0.0.1:" + port;
    json arguments = {"--headless",
                      "--disable-gpu",
                      "--disable-quic",
                      "--no-first-run",
                      "--disable-background-networking",
                      "--disable-component-update",
                      "--disable-sync",
                      "--no-sandbox",
                      "--disable-dev-shm-usage",
                      "--no-proxy-server",
                      "--window-size=1280,900",
                      "--lang=" + language,
                      "--user-data-dir=" + home + "/profile"};
    const json wish = {{"capabilities",
                        {{"alwaysMatch",
                          {{"browserName", "chrome"},
                           {"goog:loggingPrefs", {{"browser", "ALL"}, {"performance", "ALL"}}},
                           {"goog:chromeOptions",
                            {{"binary", kChromium},
                             {"args", arguments},
                             {"prefs", {{"intl.accept_languages", language}}}}}}}}}};
    const json made = ask("POST", address_ + "/session", wish);
    if (!made.contains("value") || !made["value"].contains("sessionId")) {
        ADD_FAILURE() << made.dump();
        return;
    }
    session_ = address_ + "/session/" + made["value"]["sessionId"].get<std::string>();
}

Browser::~Browser() {
    if (!session_.empty()) ask("DELETE", session_, json::object());
}

json Browser::say(const char* method, const std::string& path, const json& body) {
    const json answer = ask(method, session_ + path, body);
    const bool failed = !answer.is_object() || !answer.contains("value") ||
                        (answer["value"].is_object() && answer["value"].contains("error"));
    EXPECT_FALSE(failed) << path << " " << body.dump() << ": " << answer.dump();
    return failed ? json{} : answer["value"];
}

void Browser::open(const std::string& url) {
    say("POST", "/url", {{"url", url}});
}
std::string Browser::url() {
    return say("GET", "/url", {}).get<std::string>();
}
bool Browser::comes_to(const std::string& url) {
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds{30};
    const auto is_there = [&] {
        return this->url() == url && run("return document.readyState;") == "complete";
    };
    while (!is_there()) {
        if (std::chrono::steady_clock::now() > until) return false;
    }
    return true;
}
bool Browser::comes_to_heading(const std::string& words) {
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds{30};
    // In one step: an element that was found may be gone with its page before it is read.
    while (run("const at = document.querySelector('h1'); return at ? at.innerText : '';") !=
           words) {
        if (std::chrono::steady_clock::now() > until) return false;
    }
    return true;
}
std::string Browser::element(std::string_view selector) {
    const json found = say("POST", "/element", {{"using", "css selector"}, {"value", selector}});
    return found.is_object() ? found[kElement].get<std::string>() : std::string{};
}
std::string Browser::text(std::string_view selector) {
    const std::string which = element(selector);
    const json said = which.empty() ? json{} : say("GET", "/element/" + which + "/text", {});
    return said.is_string() ? said.get<std::string>() : std::string{};
}
std::size_t Browser::count(std::string_view selector) {
    return say("POST", "/elements", {{"using", "css selector"}, {"value", selector}}).size();
}
void Browser::click(std::string_view selector) {
    say("POST", "/element/" + element(selector) + "/click", json::object());
}
void Browser::type(std::string_view selector, std::string_view text) {
    const std::string which = element(selector);
    say("POST", "/element/" + which + "/clear", json::object());
    say("POST", "/element/" + which + "/value", {{"text", text}});
}
void Browser::press(std::u32string_view keys) {
    json actions = json::array();
    for (const char32_t key : keys) {
        std::string utf8;
        if (key < 0x80) {
            utf8 = static_cast<char>(key);
        } else {
            utf8 = {static_cast<char>(0xE0 | (key >> 12)),
                    static_cast<char>(0x80 | (key >> 6 & 63)),
                    static_cast<char>(0x80 | (key & 63))};
        }
        actions.push_back({{"type", "keyDown"}, {"value", utf8}});
        actions.push_back({{"type", "keyUp"}, {"value", utf8}});
    }
    say("POST", "/actions",
        {{"actions", json::array({{{"type", "key"}, {"id", "keyboard"}, {"actions", actions}}})}});
}
std::string Browser::focus() {
    return run("const at = document.activeElement;"
               "return at.id || at.innerText || at.tagName;")
        .get<std::string>();
}
json Browser::run(const std::string& script) {
    return say("POST", "/execute/sync", {{"script", script}, {"args", json::array()}});
}
json Browser::run_later(const std::string& script) {
    return say("POST", "/execute/async", {{"script", script}, {"args", json::array()}});
}
void Browser::resize(int width, int height) {
    say("POST", "/goog/cdp/execute",
        {{"cmd", "Emulation.setDeviceMetricsOverride"},
         {"params",
          {{"width", width}, {"height", height}, {"deviceScaleFactor", 1}, {"mobile", false}}}});
}
void Browser::look(bool dark) {
    say("POST", "/goog/cdp/execute",
        {{"cmd", "Emulation.setEmulatedMedia"},
         {"params",
          {{"features", json::array({{{"name", "prefers-color-scheme"},
                                      {"value", dark ? "dark" : "light"}}})}}}});
}
std::vector<std::string> Browser::complaints() {
    std::vector<std::string> all;
    for (const auto& one : say("POST", "/se/log", {{"type", "browser"}})) {
        all.push_back(one["level"].get<std::string>() + " " + one["message"].get<std::string>());
    }
    return all;
}
std::vector<std::string> Browser::requests() {
    std::vector<std::string> all;
    for (const auto& one : say("POST", "/se/log", {{"type", "performance"}})) {
        const json message = json::parse(one["message"].get<std::string>())["message"];
        if (message["method"] == "Network.requestWillBeSent") {
            all.push_back(message["params"]["request"]["url"].get<std::string>());
        }
    }
    return all;
}

}  // namespace test
