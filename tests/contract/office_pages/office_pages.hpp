#pragma once

#include <string>
#include <vector>

#include "tests/contract/head_office/head_office.hpp"

namespace test {

/// What a server answered over HTTP.
struct Heard {
    long status{0};
    std::string head;
    std::string body;

    std::string header(const std::string& name) const;
    /// The value of a cookie that was set.
    std::string cookie(const std::string& name) const;
    /// The mark of the page's forms.
    std::string mark() const;
};

/// A head office with a manager who has a password, and what is said to its pages by hand.
class OfficePages : public HeadOffice {
protected:
    static constexpr const char* kPassword = "correct horse battery";

    void SetUp() override;
    void give_password(const std::string& name, const std::string& password) const;
    void import_goods() const;

    Heard ask(const std::string& path, const std::string& cookies = {},
              const std::string* form = nullptr, const std::vector<std::string>& more = {}) const;
    Heard send(const std::string& path, const std::string& cookies, const std::string& form) const;
    Heard try_to_sign_in(const std::string& name, const std::string& password,
                         const std::string& more_cookies = {}) const;
    /// The cookie of a new session.
    std::string session(const std::string& name = "Manager") const;

    std::string base_;
};

}  // namespace test
