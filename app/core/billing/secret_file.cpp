#include "app/core/billing/secret_file.hpp"

#include <sys/stat.h>

#include <fstream>

namespace app::core::billing {

Outcome<std::string> read_secret(const std::string& path, const std::string& whose) {
    struct stat facts{};
    if (::stat(path.c_str(), &facts) != 0) {
        return std::unexpected{
            Failure{FailureKind::environment, whose + " is not there: " + path + "."}};
    }
    if ((facts.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        return refuse(whose + " may be read by others in " + path + ": `chmod 600` it.");
    }
    std::ifstream file{path};
    std::string secret;
    std::getline(file, secret);
    if (secret.empty()) {
        return std::unexpected{
            Failure{FailureKind::environment, whose + " cannot be read from " + path + "."}};
    }
    return secret;
}

}  // namespace app::core::billing
