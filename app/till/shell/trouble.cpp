#include "app/till/shell/trouble.hpp"

namespace till::shell {

namespace {

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

}  // namespace

std::string words_for(const pos::store::StoreError& error, const ui::Texts& texts) {
    const TextKey key =
        pos::store::is_rescued(error) ? TextKey::store_gone_rescued : key_of(error.kind);
    return texts.with(key, {{"detail", error.cause.text}});
}

std::string words_for(const drivers::printer::PrintError& error, const ui::Texts& texts) {
    return texts.with(key_of(error.failure), {{"detail", error.detail}});
}

}  // namespace till::shell
