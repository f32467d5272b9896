#pragma once

#include <string>

namespace test {

/// A certificate that nobody vouches for.
struct Certificate {
    std::string file;      // PEM
    std::string key_file;  // PEM
    std::string pin;       // "sha256//…", of its public key
};

/// Made by openssl in that folder.
Certificate make_certificate(const std::string& folder);

}  // namespace test
