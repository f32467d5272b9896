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
    /// What a hidden field of the page's form says, as a form sends it back.
    std::string hidden(const std::string& name) const;
    /// The first address of the page that begins so, as a browser would follow it; empty: none.
    std::string link(const std::string& begin) const;
};

/// Who is signed in, and what forms of theirs carry.
struct Somebody {
    std::string cookie;
    std::string mark;
};

/// A file in an input of a form.
struct FormFile {
    std::string input;
    std::string name;
    std::string bytes;
};

/// A day of the month that many months ago: "2026-06-01".
std::string day_ago(int months, unsigned day_of_month);

/// A head office with a manager who has a password, and what is said to its pages by hand.
class OfficePages : public HeadOffice {
protected:
    static constexpr const char* kPassword = "correct horse battery";

    void SetUp() override;
    void give_password(const std::string& name, const std::string& password) const;
    void import_goods() const;
    /// Two customers with a bill each, 1001 and 1002, and one who cannot be billed, 1003.
    void bill_three() const;

    Heard ask(const std::string& path, const std::string& cookies = {},
              const std::string* form = nullptr, const std::vector<std::string>& more = {},
              bool head_alone = false) const;
    /// A page once it waits for nothing that goes on behind it any more.
    Heard at_rest(const std::string& path, const std::string& cookies) const;
    Heard send(const std::string& path, const std::string& cookies, const std::string& form) const;
    /// A form with a file in it, as a browser sends it.
    Heard bring_file(const std::string& path, const std::string& cookies, const std::string& mark,
                     const FormFile& of) const;
    Heard try_to_sign_in(const std::string& name, const std::string& password,
                         const std::string& more_cookies = {}) const;
    /// The cookie of a new session.
    std::string session(const std::string& name = "Manager") const;
    /// A person whom `by` adds with that role, signed in.
    Somebody somebody(const Somebody& by, const std::string& name, const std::string& role) const;

    std::string base_;
    // Of bill_three(). So long ago that what is not paid has been due for more than 90 days.
    const std::string begin_ = day_ago(5, 1);
    const std::string billed_ = day_ago(4, 1);
};

}  // namespace test
