#pragma once

#include <expected>
#include <optional>
#include <string>

#include "app/office/web/page.hpp"
#include "pos/store/billing/documents.hpp"

/// What is done with a document on its page.
namespace app::office::web::billing {

/// What the form asked for: a line or all of it credited, the invoice voided, what is open given
/// up, disputed or owed after all, or the document sent again. Where it goes from there; why not,
/// in words.
///
/// A form that is sent twice credits once: what has been credited since it was shown is looked at.
std::expected<GoTo, std::string> act_on_document(
    Call& call, const pos::store::billing::StoredDocument& document);

/// The forms that make sense of that document, for a manager; with what was given where that was
/// refused.
pos::store::Answer<std::string> document_acts_html(
    Call& call, const pos::store::billing::StoredDocument& document, const std::string& refusal);

/// "pdf", "factur_x", "ubl", "cii", "text": the document as such a file. Nothing for another word.
std::optional<Answer> document_file(Call& call, const pos::store::billing::StoredDocument& document,
                                    const std::string& shape);

}  // namespace app::office::web::billing
