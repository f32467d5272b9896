#pragma once

#include <string>

#include "app/office/web/figures.hpp"
#include "app/office/web/page.hpp"
#include "app/office/web/refusal.hpp"
#include "pos/customer/account.hpp"
#include "pos/locale/clean.hpp"

namespace app::office::web::billing {

/// What each form's work for one account needs.
class AccountForm {
protected:
    AccountForm(Call& call, const pos::customer::Account& account)
        : call_{call}, words_{call.words}, account_{account} {}
    ~AccountForm() = default;

    std::string said(const char* name) const {
        return pos::locale::clean_name(field(call_.form, name));
    }
    /// As machines write it; what is no figure goes on as it was typed and is refused by its name.
    std::string figure(const char* name) const {
        const std::string typed = said(name);
        return plain_figure(typed, words_).value_or(typed);
    }
    /// Why not, in words; empty if it was done.
    template <class T>
    std::string answer(const core::Outcome<T>& done) const {
        return done ? std::string{} : in_words(done.error(), words_);
    }

    Call& call_;
    const Words& words_;
    const pos::customer::Account& account_;
};

}  // namespace app::office::web::billing
