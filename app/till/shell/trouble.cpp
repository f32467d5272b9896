#include "app/till/shell/trouble.hpp"

#include <algorithm>
#include <iterator>

namespace till::shell {

namespace {

using app::core::Why;
using drivers::printer::PrintFailure;
using pos::store::StoreErrorKind;
using ui::TextKey;

TextKey key_of(StoreErrorKind kind) {
    switch (kind) {
        case StoreErrorKind::closed:
            return TextKey::store_closed;
        case StoreErrorKind::busy:
        case StoreErrorKind::cancelled:
            return TextKey::store_busy;
        case StoreErrorKind::external_number_taken:
            return TextKey::store_number_taken;
        case StoreErrorKind::not_projected:
            return TextKey::store_contradicts;
        case StoreErrorKind::disk_full:
            return TextKey::store_disk_full;
        case StoreErrorKind::io:
            return TextKey::store_io;
        case StoreErrorKind::read_only:
            return TextKey::store_read_only;
        case StoreErrorKind::damaged:
            return TextKey::store_damaged;
        case StoreErrorKind::connection:
            return TextKey::store_connection;
        case StoreErrorKind::gone:
            return TextKey::store_gone;
        case StoreErrorKind::failed:
            return TextKey::store_failed;
    }
    return TextKey::store_failed;
}

TextKey key_of(PrintFailure failure) {
    switch (failure) {
        case PrintFailure::bad_name:
            return TextKey::print_bad_name;
        case PrintFailure::directory_missing:
            return TextKey::print_folder_missing;
        case PrintFailure::not_allowed:
            return TextKey::print_not_allowed;
        case PrintFailure::disk_full:
            return TextKey::print_disk_full;
        case PrintFailure::input_output:
            return TextKey::print_io;
        case PrintFailure::device:
            return TextKey::print_device;
    }
    return TextKey::print_device;
}

struct WordsOfWhy {
    app::core::Why why;
    TextKey words;
};
constexpr WordsOfWhy kWordsOfWhy[] = {
    {Why::name_missing, TextKey::record_name_missing},
    {Why::text_too_long, TextKey::record_text_too_long},
    {Why::unclean_text, TextKey::record_unclean_text},
    {Why::too_many_lines, TextKey::record_too_many_lines},
    {Why::no_person, TextKey::why_nobody_called},
    {Why::last_manager, TextKey::record_last_manager},
    {Why::unknown_device, TextKey::why_unknown_device},
    {Why::device_setting, TextKey::why_device_setting},
    {Why::card_password, TextKey::why_card_password},
    {Why::card_currency, TextKey::why_card_currency},
    {Why::would_overwrite, TextKey::why_would_overwrite},
    {Why::no_customer_window, TextKey::why_no_customer_window},
    {Why::no_manager, TextKey::why_no_manager},
    {Why::unknown_zone, TextKey::why_unknown_zone},
    {Why::unknown_language, TextKey::why_unknown_language},
    {Why::settings_unreadable, TextKey::why_settings_unreadable},
    {Why::taxes_contradict, TextKey::why_taxes_contradict},
    {Why::tax_rate, TextKey::record_tax_rate_wrong},
    {Why::per_piece, TextKey::record_tax_per_piece},
    {Why::weak_pin, TextKey::record_weak_pin},
    {Why::no_folder, TextKey::why_no_folder},
    {Why::no_key_folder, TextKey::why_no_key_folder},
    {Why::bad_database, TextKey::why_bad_database},
    {Why::has_sold, TextKey::why_has_sold},
    {Why::on_server, TextKey::why_on_server},
    {Why::joined, TextKey::why_joined},
};

struct NamedReason {
    std::string_view name;
    TextKey words;
};
constexpr NamedReason kNamedReasons[] = {
    // Of a file that is no shop's, or cannot be opened.
    {"open_missing", TextKey::goods_not_there},
    {"open_exists", TextKey::why_file_in_the_way},
    {"open_log_left", TextKey::why_file_empty},
    {"open_unreadable", TextKey::not_started_unreadable},
    {"open_no_answer", TextKey::not_started_no_server},
    {"open_empty", TextKey::why_file_empty},
    {"open_not_sqlite", TextKey::not_started_foreign},
    {"open_foreign", TextKey::not_started_foreign},
    {"open_a_backup", TextKey::not_started_older},
    {"open_older_copy", TextKey::not_started_older},
    {"open_damaged", TextKey::not_started_damaged},
    {"open_newer_schema", TextKey::not_started_newer},
    {"open_read_only", TextKey::not_started_read_only},
    {"open_in_use", TextKey::why_in_use},
    {"open_no_journal", TextKey::why_no_shop},
    {"open_key_missing", TextKey::not_started_key},
    {"open_key_exists", TextKey::why_file_in_the_way},
    {"open_key_unusable", TextKey::not_started_key},
    {"open_key_of_another", TextKey::not_started_key},
    {"open_disk_full", TextKey::not_started_disk_full},
    {"open_failed", TextKey::not_started_unreadable},
    {"no_shop", TextKey::why_no_shop},
    {"of_office", TextKey::why_of_office},
    // Of a database that was open.
    {"store_closed", TextKey::store_closed},
    {"store_busy", TextKey::store_busy},
    {"store_external_number_taken", TextKey::store_number_taken},
    {"store_not_projected", TextKey::store_contradicts},
    {"store_cancelled", TextKey::store_busy},
    {"store_disk_full", TextKey::store_disk_full},
    {"store_io", TextKey::not_started_unreadable},
    {"store_read_only", TextKey::store_read_only},
    {"store_damaged", TextKey::store_damaged},
    {"store_connection", TextKey::not_started_unreadable},
    {"store_gone", TextKey::not_started_gone},
    {"store_failed", TextKey::not_started_unreadable},
    // Of a backup.
    {"no_folder", TextKey::goods_not_there},
    {"cannot_write", TextKey::why_not_written},
    {"disk_full", TextKey::not_started_disk_full},
    {"no_room", TextKey::not_started_disk_full},
    {"shop_unreadable", TextKey::not_started_unreadable},
    {"shop_damaged", TextKey::not_started_damaged},
    {"file_in_the_way", TextKey::why_file_in_the_way},
    // Of taking a till's place.
    {"place_taken", TextKey::why_place_taken},
    {"bad_address", TextKey::why_bad_address},
    {"key_not_made", TextKey::why_key_not_made},
    {"office_code_unknown", TextKey::why_code_unknown},
    {"office_code_used", TextKey::why_code_used},
    {"office_code_expired", TextKey::why_code_expired},
    {"office_other_place", TextKey::why_other_place},
    {"office_place_in_use", TextKey::why_place_in_use},
    {"office_nothing_to_replace", TextKey::why_nothing_to_replace},
    {"office_revoked", TextKey::said_office_revoked},
    {"office_terminal_unknown", TextKey::said_office_unknown},
    {"office_busy", TextKey::why_office_busy},
    {"office_too_many_tries", TextKey::why_office_too_many_tries},
    {"way_broken", TextKey::why_way_broken},
    {"way_no_name", TextKey::why_way_no_name},
    {"way_nobody", TextKey::why_way_nobody},
    {"way_silent", TextKey::why_way_silent},
    {"way_certificate", TextKey::office_way_certificate},
    {"way_other", TextKey::office_way_other},
};

}  // namespace

std::string reason_words(std::string_view name, const ui::Texts& texts) {
    const auto* const known = std::ranges::find(kNamedReasons, name, &NamedReason::name);
    if (known != std::end(kNamedReasons)) return texts[known->words];
    // Of an office of a newer program.
    return texts[name.starts_with("office_") ? TextKey::why_office_refuses : TextKey::why_other];
}

std::string words_for(const app::core::Failure& failure, const ui::Texts& texts) {
    const auto* const known = std::ranges::find(kWordsOfWhy, failure.why, &WordsOfWhy::why);
    if (known != std::end(kWordsOfWhy)) return texts.with(known->words, {{"about", failure.about}});
    const bool named = failure.why == Why::other || failure.why == Why::database;
    return reason_words(named ? failure.about : std::string{}, texts);
}

std::string words_for(const pos::store::StoreError& error, const ui::Texts& texts) {
    const TextKey key =
        pos::store::is_rescued(error) ? TextKey::store_gone_rescued : key_of(error.kind);
    return texts.with(key, {{"detail", error.cause.text}});
}

std::string words_for(const drivers::printer::PrintError& error, const ui::Texts& texts) {
    return texts.with(key_of(error.failure), {{"detail", error.detail}});
}

}  // namespace till::shell
