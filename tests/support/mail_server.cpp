#include "tests/support/mail_server.hpp"

#include <sodium.h>

#include <filesystem>
#include <fstream>

namespace test {

namespace {

std::vector<std::string> words(const std::string& folder, const std::vector<std::string>& more) {
    std::vector<std::string> all{
        "/usr/bin/python3", std::string{COUNTERFOIL_SOURCE_DIR} + "/tests/support/mail_server.py",
        folder};
    all.insert(all.end(), more.begin(), more.end());
    return all;
}

}  // namespace

MailServer::MailServer(const std::vector<std::string>& more)
    : child_{words(folder_.path(), more)},
      port_{static_cast<std::uint16_t>(std::stoi(child_.line()))} {}

std::vector<nlohmann::json> MailServer::letters() const {
    std::vector<nlohmann::json> all;
    for (int number = 1;; ++number) {
        std::ifstream file{folder_.file(std::to_string(number) + ".json")};
        if (!file) return all;
        all.push_back(nlohmann::json::parse(file));
    }
}

std::string bytes_of(const nlohmann::json& file) {
    const auto& text = file["bytes"].get_ref<const std::string&>();
    std::string bytes(text.size(), '\0');
    std::size_t size = 0;
    ::sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(),
                        text.size(), nullptr, &size, nullptr, sodium_base64_VARIANT_ORIGINAL);
    bytes.resize(size);
    return bytes;
}

}  // namespace test
