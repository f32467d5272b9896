#include "app/core/office/backup_at_office.hpp"

#include <algorithm>

#include "app/core/office/joined_till.hpp"
#include "pos/journal/key_file.hpp"
#include "pos/store/office/membership.hpp"
#include "sync/client/office_client.hpp"

namespace app::core {

AtOffice ask_office(pos::store::db::Connection& shop, const BackupContent& content,
                    const std::string& key_file, pos::Clock& clock) {
    using Knows = AtOffice::Knows;
    namespace office = pos::store::office;
    const auto membership = office::membership(shop);
    const auto key = pos::journal::load_key(key_file);
    const bool may_ask =
        membership && *membership && key && (*membership)->public_key == key->public_key();
    if (!may_ask) return {};
    const auto journals = office::own_journals(shop);
    if (!journals) return {};
    const auto own = std::ranges::find(*journals, content.journal, &office::OwnJournal::journal);
    if (own == journals->end()) return {};
    const auto last = office::hash_at(shop, *own, own->last_seq);
    if (!last || !*last) return {};
    syncing::client::OfficeClient client{**membership, *key, clock};
    const auto answer = client.standing(*own, **last);
    if (!answer) return {Knows::unreachable, 0, failure(answer.error()).about};
    if (answer->head.seq <= own->last_seq) return {Knows::less, 0, {}};
    return {Knows::more, answer->head.seq - own->last_seq, {}};
}

}  // namespace app::core
