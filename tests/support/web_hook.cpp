#include "tests/support/web_hook.hpp"

#include <filesystem>
#include <fstream>

namespace test {

WebHook::WebHook()
    : secret_file_{folder_.file("secret")},
      child_{{"/usr/bin/python3",
              std::string{COUNTERFOIL_SOURCE_DIR} + "/tests/support/web_hook.py",
              folder_.path().string(), kSecret}},
      port_{static_cast<std::uint16_t>(std::stoi(child_.line()))} {
    std::ofstream{secret_file_} << kSecret << '\n';
    std::filesystem::permissions(
        secret_file_, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

void WebHook::answer(int status, const std::string& body, const nlohmann::json& headers) const {
    const std::string name = folder_.file("answer");
    std::ofstream{name + ".new"} << nlohmann::json::array({status, body, headers}).dump();
    std::filesystem::rename(name + ".new", name);
}

std::vector<nlohmann::json> WebHook::calls() const {
    std::vector<nlohmann::json> all;
    for (int number = 1;; ++number) {
        std::ifstream file{folder_.file(std::to_string(number) + ".json")};
        if (!file) return all;
        all.push_back(nlohmann::json::parse(file));
    }
}

}  // namespace test
