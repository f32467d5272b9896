// Goal: who may send, and what each request is answered. Method: the service itself, without
// sockets, on both engines, with a clock that the test moves.
#include "sync/server/service.hpp"

#include <limits>

#include "pos/store/catalogue/catalogue.hpp"
#include "pos/store/feed/publish.hpp"
#include "sync/wire/batch.hpp"
#include "sync/wire/changes.hpp"
#include "sync/wire/messages.hpp"
#include "tests/contract/office/office.hpp"

namespace {

using namespace syncing;
using server::Request;
using server::Response;

class SettableClock : public pos::Clock {
public:
    pos::Instant now() override { return at; }
    pos::Instant at{test::kMorning};
};

class OfficeService : public test::EitherOffice {
protected:
    void SetUp() override {
        EitherOffice::SetUp();
        const auto office = pos::store::office::read_office(*db_);
        ASSERT_TRUE(office && *office);
        service_.emplace(**office, metrics_, tries_, clock_, random_,
                         server::Service::kTillSilent_ms,
                         [this](const std::string& sentence) { told_.push_back(sentence); });
        till_.start();
        till_.sell(500);
    }

    void give_code(const std::string& code, const std::string& branch = "B01",
                   const std::string& terminal = "T1") {
        const auto kept = pos::store::office::put_enrol_code(
            *db_, {server::enrol_code_hash(code), branch, terminal, {clock_.at.unix_ms + 60'000}},
            clock_.at);
        ASSERT_TRUE(kept && *kept);
    }
    Response ask(const std::string& method, const std::string& path, std::string body = {},
                 const std::string& token = {}) {
        Request asked{method, path, token.empty() ? token : "Bearer " + token, std::move(body)};
        asked.address = address_;
        return service_->answer(*db_, asked);
    }
    wire::EnrolRequest request(const std::string& code) {
        wire::EnrolRequest request{code, till_.key().public_key(), "B01", "T1", "test", {}};
        request.proof = till_.key().sign(pos::as_bytes(wire::enrol_message(request)));
        return request;
    }
    Response enrol(const wire::EnrolRequest& request) {
        return ask("POST", "/v1/enrol", wire::to_json(request));
    }
    static std::string error_of(const Response& response) {
        const auto problem = wire::from_json<wire::Problem>(response.body);
        return problem ? problem->error : std::to_string(response.status);
    }
    pos::Ulid joined_id() {
        give_code("CODE");
        const auto joined = wire::from_json<wire::EnrolAnswer>(enrol(request("CODE")).body);
        EXPECT_TRUE(joined);
        return joined->terminal;
    }
    Response ask_token(const pos::Ulid& terminal, const pos::Bytes& challenge) {
        return ask("POST", "/v1/token",
                   wire::to_json(wire::TokenRequest{
                       terminal, challenge,
                       till_.key().sign(pos::as_bytes(wire::token_message(challenge))),
                       till_clock_.value_or(pos::Instant{clock_.at.unix_ms + 7'000})}));
    }
    pos::Bytes challenge(const pos::Ulid& terminal) {
        const auto answer =
            ask("POST", "/v1/challenge", wire::to_json(wire::ChallengeRequest{terminal}));
        return wire::from_json<wire::ChallengeAnswer>(answer.body)->challenge;
    }
    std::string token(const pos::Ulid& terminal) {
        const auto answer = ask_token(terminal, challenge(terminal));
        const auto token = wire::from_json<wire::TokenAnswer>(answer.body);
        EXPECT_TRUE(token) << answer.body;
        return token ? token->token : "";
    }
    /// A change that every till is told of.
    void publish(const std::string& footer) {
        auto work =
            pos::store::db::Transaction::begin(*db_, pos::store::db::TransactionKind::write);
        ASSERT_TRUE(work);
        ASSERT_TRUE(pos::store::CatalogueWriter{*db_}.put_setting("shop", pos::as_bytes(footer)));
        pos::store::Touched touched;
        touched.settings.insert("shop");
        ASSERT_TRUE(pos::store::feed::publish(*db_, test::kEuro, touched));
        ASSERT_TRUE(work->commit());
    }
    wire::Changes changes(const std::string& query, const std::string& token) {
        const auto answer = ask("GET", "/v1/changes?" + query, {}, token);
        EXPECT_EQ(answer.status, 200) << answer.body;
        const auto read = wire::read_changes(pos::as_bytes(answer.body));
        EXPECT_TRUE(read);
        return read.value_or(wire::Changes{});
    }
    static std::string place(const wire::Changes& told) {
        return "after=" + std::to_string(told.slice.to) + "&epoch=" + to_string(told.epoch) +
               "&mark=" + pos::store::feed::to_text(told.slice.mark);
    }
    pos::store::feed::Delivered delivered(std::uint64_t number) {
        return pos::store::feed::delivered(*db_, number).value();
    }
    std::string batch(std::uint64_t after = 0) {
        const auto bytes =
            wire::write_batch({till_.journal(), till_.key().public_key(), till_.head_at(after)},
                              till_.behind(after), till_.key());
        return {reinterpret_cast<const char*>(bytes->data()), bytes->size()};
    }

    SettableClock clock_;
    std::optional<pos::Instant> till_clock_;  // 7 s fast where none is set
    server::Metrics metrics_;
    std::vector<std::string> told_;
    server::TryLimit tries_{metrics_, clock_,
                            [this](const server::Shut& shut) { told_.push_back(shut.sentence); }};
    std::string address_{"192.0.2.1"};
    std::optional<server::Service> service_;
    test::Till till_{"B01", "T1", 21};
};

TEST_P(OfficeService, LetsATillJoinOnceWithItsCode) {
    give_code("K3QX-7M2P-9TWZ");
    const auto first = enrol(request("k3qx 7m2p 9twz"));
    ASSERT_EQ(first.status, 200) << first.body;
    // The answer was lost on the way: the same till asks again and is the same.
    EXPECT_EQ(enrol(request("K3QX7M2P9TWZ")).body, first.body);
    till_ = test::Till{"B01", "T1", 22};
    EXPECT_EQ(error_of(enrol(request("K3QX-7M2P-9TWZ"))), "code_used");
}

TEST_P(OfficeService, TellsATillWhatHasChangedForItsBranch) {
    const auto id = joined_id();
    const auto mine = token(id);
    const auto office = pos::store::office::read_office(*db_).value();
    ASSERT_TRUE(
        db_->exec("INSERT INTO change_row VALUES (1, '', 5, $1, $1), (2, 'B02', 5, $1, $1), "
                  "(3, 'B01', 5, $1, $1)",
                  pos::Bytes(4)));
    ASSERT_TRUE(db_->exec("UPDATE change_head SET number = 3"));
    const auto all = changes("after=0", mine);
    EXPECT_EQ(all.epoch, office->epoch);
    EXPECT_EQ(all.slice.changes.size(), 2U);
    EXPECT_EQ(all.slice.head, 3U);
    const std::string epoch = "&epoch=" + to_string(office->epoch);
    EXPECT_EQ(changes("after=1" + epoch, mine).slice.changes.size(), 1U);
    EXPECT_EQ(changes("after=3" + epoch, mine).slice.changes.size(), 0U);
    // What a till says that names no mark tells nobody which changes it has.
    EXPECT_EQ(delivered(3), (pos::store::feed::Delivered{0, 1}));
    // Of another epoch, or of changes that a restored database has not seen: everything.
    EXPECT_EQ(changes("after=3&epoch=" + to_string(test::id(7)), mine).slice.from, 0U);
    EXPECT_EQ(changes("after=9" + epoch, mine).slice.changes.size(), 2U);

    EXPECT_EQ(ask("GET", "/v1/changes?after=0").status, 401);
    for (const char* wrong : {"", "after=", "after=x", "after=-1", "after=18446744073709551615",
                              "after=1&epoch=1", "after=1&mark=x", "after=1&mark=1-00"}) {
        EXPECT_EQ(ask("GET", std::string{"/v1/changes?"} + wrong, {}, mine).status, 400) << wrong;
    }
    ASSERT_TRUE(pos::store::office::revoke(*db_, "B01", "T1", clock_.at));
    EXPECT_EQ(error_of(ask("GET", "/v1/changes?after=0", {}, mine)), "revoked");
}

TEST_P(OfficeService, FindsThatItWasPutBackByHand) {
    const auto mine = token(joined_id());
    publish("one");
    const auto older = changes("after=0&mark=", mine);
    publish("two");
    const auto newer = changes(place(older), mine);
    EXPECT_EQ(newer.slice.from, 1U);
    ASSERT_EQ(newer.slice.changes.size(), 1U);
    EXPECT_EQ(changes(place(newer), mine).slice.from, 2U);
    EXPECT_EQ(delivered(2), (pos::store::feed::Delivered{1, 1}));
    // As a copy of before the second one would be, with another second one.
    ASSERT_TRUE(db_->exec("DELETE FROM change_mark WHERE number > 1"));
    ASSERT_TRUE(db_->exec("UPDATE change_head SET number = 1"));
    ASSERT_TRUE(db_->exec("UPDATE terminal_feed SET number = 1"));
    publish("three");
    EXPECT_EQ(delivered(2), (pos::store::feed::Delivered{0, 1}));

    // Who makes a mark up is told everything and changes nothing.
    auto made_up = newer;
    made_up.slice.mark.bytes[12] ^= std::byte{1};
    EXPECT_EQ(changes(place(made_up), mine).slice.from, 0U);
    EXPECT_TRUE(told_.empty());
    EXPECT_EQ(pos::store::office::read_office(*db_).value()->epoch, newer.epoch);

    const auto anew = changes(place(newer), mine);
    EXPECT_EQ(anew.slice.from, 0U);
    ASSERT_EQ(anew.slice.changes.size(), 1U);
    EXPECT_EQ(pos::store::feed::text_of(anew.slice.changes[0].content), "three");
    EXPECT_NE(anew.epoch, newer.epoch);
    ASSERT_EQ(told_.size(), 1U);
    EXPECT_NE(told_[0].find("put back from an older copy"), std::string::npos);
    EXPECT_EQ(delivered(2), (pos::store::feed::Delivered{0, 1}));
    // It is found once, and the till goes on from what it was told.
    EXPECT_EQ(changes(place(newer), mine).slice.from, 0U);
    EXPECT_EQ(changes(place(anew), mine).slice.from, 2U);
    EXPECT_EQ(told_.size(), 1U);
    EXPECT_EQ(delivered(2), (pos::store::feed::Delivered{1, 1}));
    EXPECT_EQ(count("stream"), 0);
    EXPECT_EQ(db_->value<std::string>("SELECT suffix FROM office")->value().size(), 5U);
}

TEST_P(OfficeService, TellsOfAFutureThatItHasForgotten) {
    const auto mine = token(joined_id());
    publish("one");
    publish("two");
    const auto newer = changes("after=0&mark=", mine);
    ASSERT_TRUE(db_->exec("DELETE FROM change_mark WHERE number > 1"));
    ASSERT_TRUE(db_->exec("UPDATE change_head SET number = 1"));
    ASSERT_TRUE(db_->exec("DELETE FROM change_row"));
    EXPECT_EQ(changes(place(newer), mine).slice.from, 0U);
    EXPECT_EQ(told_.size(), 1U);
}

TEST_P(OfficeService, UnderstandsTillsOfOlderAndNewerPrograms) {
    const auto mine = token(joined_id());
    publish("one");
    publish("two");
    const auto office = pos::store::office::read_office(*db_).value();
    const std::string there = "after=2&epoch=" + to_string(office->epoch);
    // One that knows no marks is believed and answered in its version.
    const auto older = ask("GET", "/v1/changes?" + there, {}, mine);
    ASSERT_EQ(older.status, 200);
    EXPECT_EQ(older.body[4], 1);
    EXPECT_EQ(wire::read_changes(pos::as_bytes(older.body))->slice.from, 2U);
    EXPECT_EQ(delivered(2), (pos::store::feed::Delivered{0, 1}));
    // One that was told none, by an older office or as an older till, has it once from the start.
    EXPECT_EQ(changes(there + "&mark=", mine).slice.from, 0U);
    EXPECT_EQ(changes(place(changes(there + "&mark=", mine)), mine).slice.from, 2U);
    EXPECT_EQ(delivered(2), (pos::store::feed::Delivered{1, 1}));
}

TEST_P(OfficeService, HoldsUpNobodyWhoHasAnotherFeed) {
    const auto mine = token(joined_id());
    publish("one");
    ASSERT_TRUE(service_->look_for_news(*db_));
    const auto told = changes("after=0&mark=", mine);
    const auto waits = [&](const wire::Changes& has) {
        return service_
            ->admit({"GET", "/v1/changes?" + place(has) + "&wait=1", "Bearer " + mine, {}})
            .wait_above;
    };
    EXPECT_EQ(waits(told), 1U);
    auto other = told;
    other.slice.mark.bytes[0] ^= std::byte{1};
    EXPECT_EQ(waits(other), std::nullopt);
    other = told;
    other.slice.to = 7;
    other.slice.mark.number = 7;
    EXPECT_EQ(waits(other), std::nullopt);
}

TEST_P(OfficeService, SaysThatItsDiskIsFullUntilItTakesSomethingIn) {
    const auto mine = token(joined_id());
    EXPECT_EQ(ask("GET", "/healthz").status, 200);
    const pos::store::OpenError full{.kind = pos::store::OpenErrorKind::disk_full};
    service_->note_unopened(full);
    service_->note_unopened(full);
    ASSERT_EQ(told_.size(), 1U);
    EXPECT_NE(told_[0].find("full"), std::string::npos);
    EXPECT_EQ(error_of(ask("GET", "/healthz")), "disk_full");
    EXPECT_EQ(ask("GET", "/healthz").status, 503);
    EXPECT_EQ(error_of(service_->unreachable()), "disk_full");
    EXPECT_EQ(ask("POST", "/v1/journal", batch(), mine).status, 200);
    EXPECT_EQ(ask("GET", "/healthz").body, "ok\n");
    EXPECT_EQ(told_.size(), 2U);
    EXPECT_EQ(error_of(service_->unreachable()), "database");
    // Where nobody comes any more it is not for ever.
    service_->note_unopened(full);
    EXPECT_EQ(ask("GET", "/healthz").status, 503);
    clock_.at.unix_ms += 120'000;
    EXPECT_EQ(ask("GET", "/healthz").status, 200);
}

TEST_P(OfficeService, LetsNoTillInThatCountsInAnotherCurrency) {
    give_code("CODE");
    auto swedish = request("CODE");
    swedish.currency = "SEK";
    const auto refused = enrol(swedish);
    EXPECT_EQ(refused.status, 403);
    EXPECT_EQ(error_of(refused), "other_currency");
    EXPECT_NE(refused.body.find("counts in SEK and the head office in EUR"), std::string::npos);
    ASSERT_EQ(told_.size(), 1U);
    EXPECT_NE(told_[0].find("B01-T1 was not let in: it counts in SEK"), std::string::npos);
    EXPECT_EQ(count("terminal"), 0);
    swedish.currency = "crowns";
    EXPECT_EQ(error_of(enrol(swedish)), "unreadable");
    // The code is not used up by that.
    auto ours = request("CODE");
    ours.currency = "EUR";
    EXPECT_EQ(enrol(ours).status, 200);
    // A till of an older program does not say.
    EXPECT_EQ(enrol(request("CODE")).status, 200);
}

TEST_P(OfficeService, LetsThoseWaitWhoHaveEverything) {
    const auto mine = token(joined_id());
    const auto office = pos::store::office::read_office(*db_).value();
    const auto waits = [&](const std::string& query, const std::string& token) {
        return service_->admit({"GET", "/v1/changes?" + query, "Bearer " + token, {}}).wait_above;
    };
    const std::string epoch = "&epoch=" + to_string(office->epoch);
    EXPECT_EQ(waits("after=3&wait=1" + epoch, mine), 3U);
    EXPECT_EQ(waits("after=3" + epoch, mine), std::nullopt);
    EXPECT_EQ(waits("after=3&wait=1", mine), std::nullopt);
    EXPECT_EQ(waits("after=3&wait=1" + epoch, "another"), std::nullopt);
    ASSERT_TRUE(db_->exec("UPDATE change_head SET number = 7"));
    EXPECT_EQ(service_->news(), 0U);
    service_->look_for_news(*db_);
    EXPECT_EQ(service_->news(), 7U);
}

TEST_P(OfficeService, RefusesAFreshTillWhereAnotherHasSold) {
    const auto place = pos::store::office::terminal(*db_, joined_id()).value();
    const pos::Ulid sold = till_.journal();
    send(till_, *place, 0);
    EXPECT_TRUE(pos::store::office::is_in_use(*db_, "B01", "T1").value());
    EXPECT_FALSE(pos::store::office::is_in_use(*db_, "B01", "T2").value());
    till_ = test::Till{"B01", "T1", 77};  // set up anew on a second machine
    give_code("FRESH");
    const auto fresh = [&](const std::string& past) {
        auto made = request("FRESH");
        made.past = past;
        return enrol(made);
    };
    const auto refused = fresh(to_string(till_.journal()));
    EXPECT_EQ(refused.status, 403);
    EXPECT_EQ(error_of(refused), "place_in_use");
    EXPECT_NE(refused.body.find("counterfoil replace"), std::string::npos);
    EXPECT_EQ(error_of(fresh("")), "place_in_use");
    EXPECT_EQ(error_of(fresh("no id at all")), "place_in_use");
    // The code is not used up by that: the till itself, put back with another key, is welcome.
    EXPECT_EQ(fresh(to_string(sold) + " " + to_string(till_.journal())).status, 200);
}

TEST_P(OfficeService, RefusesAnyOtherCode) {
    EXPECT_EQ(error_of(enrol(request("NEVER"))), "code_unknown");
    give_code("LATE");
    clock_.at.unix_ms += 60'001;
    EXPECT_EQ(error_of(enrol(request("LATE"))), "code_expired");
    give_code("OTHER", "B02", "T9");
    const auto other = enrol(request("OTHER"));
    EXPECT_EQ(error_of(other), "other_place");
    EXPECT_NE(other.body.find("B02-T9"), std::string::npos);
    give_code("GOOD");
    auto stolen = request("GOOD");
    stolen.public_key = test::hash_of_number(3);
    EXPECT_EQ(error_of(enrol(stolen)), "wrong_signature");
    EXPECT_EQ(error_of(ask("POST", "/v1/enrol", "{}")), "unreadable");
    EXPECT_EQ(error_of(ask("POST", "/v1/enrol", std::string(100'000, '['))), "unreadable");
    EXPECT_EQ(enrol(request("GOOD")).status, 200);
}

TEST_P(OfficeService, GivesATokenForASignedChallenge) {
    const auto id = joined_id();
    const auto asked = challenge(id);
    EXPECT_EQ(ask_token(id, asked).status, 200);
    const auto known = pos::store::office::terminal(*db_, id);
    EXPECT_EQ((*known)->clock_error_ms, 7'000);
    constexpr auto kLeast = std::numeric_limits<std::int64_t>::min();
    till_clock_ = pos::Instant{kLeast};
    EXPECT_EQ(ask_token(id, asked).status, 200);
    EXPECT_EQ((*pos::store::office::terminal(*db_, id))->clock_error_ms, kLeast);

    pos::Bytes changed = asked;
    changed[20] ^= std::byte{1};
    EXPECT_EQ(ask_token(id, changed).status, 401);
    EXPECT_EQ(ask_token(test::id(5), challenge(id)).status, 401);
    EXPECT_EQ(error_of(ask_token(test::id(5), challenge(test::id(5)))), "terminal_unknown");
    clock_.at.unix_ms += 60'001;
    EXPECT_EQ(ask_token(id, asked).status, 401);
    const auto again = challenge(id);
    till_ = test::Till{"B01", "T1", 22};
    EXPECT_EQ(error_of(ask_token(id, again)), "wrong_signature");
}

TEST_P(OfficeService, TakesABatchWithAToken) {
    const auto mine = token(joined_id());
    EXPECT_EQ(ask("POST", "/v1/journal", batch()).status, 401);
    EXPECT_EQ(ask("POST", "/v1/journal", batch(), mine.substr(2)).status, 401);
    const auto taken = ask("POST", "/v1/journal", batch(), mine);
    ASSERT_EQ(taken.status, 200) << taken.body;
    const auto answer = wire::from_json<wire::JournalAnswer>(taken.body);
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->head, till_.head());
    EXPECT_EQ(answer->added, 3U);
    const auto stands = ask("GET",
                            "/v1/journal/" + to_string(till_.journal()) +
                                "?key=" + pos::to_hex(till_.key().public_key()),
                            {}, mine);
    EXPECT_EQ(wire::from_json<wire::JournalAnswer>(stands.body)->head, till_.head());
    // What it says of itself is beyond what came, once a minute, until that has come.
    const auto unsent_after = [&](const std::string& last) {
        ask("GET",
            "/v1/journal/" + to_string(till_.journal()) +
                "?key=" + pos::to_hex(till_.key().public_key()) + "&last=" + last,
            {}, mine);
        return pos::store::office::progress(*db_)->front().unsent;
    };
    EXPECT_EQ(unsent_after("3"), 0U);
    EXPECT_EQ(unsent_after("12"), 9U);
    EXPECT_EQ(unsent_after("20"), 9U);
    clock_.at.unix_ms += 60'000;
    EXPECT_EQ(unsent_after("20"), 17U);
    for (const char* none : {"", "x", "-1", "99999999999999999999"}) {
        EXPECT_EQ(unsent_after(none), 17U) << none;
    }
    EXPECT_NE(metrics_.text().find("\ncounterfoil_entries_added_total 3\n"), std::string::npos);

    clock_.at.unix_ms += server::Tokens::kTokenValid_ms + 1;
    EXPECT_EQ(ask("POST", "/v1/journal", batch(), mine).status, 401);
}

TEST_P(OfficeService, ReadsMegabytesOfThoseAloneWhoHaveAToken) {
    const auto mine = token(joined_id());
    const auto admitted = service_->admit({"POST", "/v1/journal", "Bearer " + mine, {}});
    EXPECT_FALSE(admitted.refusal);
    EXPECT_EQ(admitted.body_bytes_max, wire::kBatchBytesMax);
    EXPECT_EQ(service_->admit({"POST", "/v1/journal", "Bearer x", {}}).refusal->status, 401);
    const auto other = service_->admit({"POST", "/v1/enrol", {}, {}});
    EXPECT_FALSE(other.refusal);
    EXPECT_EQ(other.body_bytes_max, wire::kMessageBytesMax);
}

TEST_P(OfficeService, RefusesABatchThatIsWrong) {
    const auto mine = token(joined_id());
    std::string changed = batch();
    changed.back() = static_cast<char>(changed.back() ^ 1);
    const auto refused = ask("POST", "/v1/journal", changed, mine);
    EXPECT_EQ(refused.status, 422);
    EXPECT_EQ(error_of(refused), "wrong_signature");
    EXPECT_EQ(ask("POST", "/v1/journal", batch().substr(9), mine).status, 422);
    EXPECT_EQ(ask("POST", "/v1/journal", std::string(wire::kBatchBytesMax + 1, 'x'), mine).status,
              413);
    EXPECT_EQ(error_of(ask("GET", "/v1/journal/nonsense?key=00", {}, mine)), "unreadable");
    EXPECT_EQ(count("sale"), 0);
}

TEST_P(OfficeService, RefusesARevokedTillAtOnce) {
    const auto id = joined_id();
    const auto mine = token(id);
    const auto asked = challenge(id);
    EXPECT_EQ(pos::store::office::revoke(*db_, "B01", "T1", clock_.at).value(), 1);
    EXPECT_EQ(error_of(ask("POST", "/v1/journal", batch(), mine)), "revoked");
    EXPECT_EQ(error_of(ask_token(id, asked)), "revoked");
    give_code("AGAIN");
    EXPECT_EQ(error_of(enrol(request("AGAIN"))), "revoked");
}

TEST_P(OfficeService, TellsWhoeverGuessesCodesToWait) {
    give_code("K3QX-7M2P-9TWZ");
    for (int i = 0; i < 10; ++i) {
        EXPECT_EQ(error_of(enrol(request("GUESS" + std::to_string(i)))), "code_unknown");
    }
    const Response shut = enrol(request("K3QX-7M2P-9TWZ"));
    EXPECT_EQ(shut.status, 429) << "not even the right one is looked at";
    EXPECT_EQ(error_of(shut), "too_many_tries");
    EXPECT_EQ(shut.retry_after_s, 600);
    EXPECT_EQ(metrics_.value(server::Metrics::Count::wrong_codes), 10);
    EXPECT_EQ(metrics_.value(server::Metrics::Count::shut_out), 1);
    ASSERT_EQ(told_.size(), 1U);
    EXPECT_NE(told_[0].find("192.0.2.1"), std::string::npos);
    EXPECT_EQ(told_[0].find("GUESS"), std::string::npos) << told_[0];
    EXPECT_EQ(told_[0].find("K3QX"), std::string::npos) << told_[0];
    // From elsewhere it is good, and the answer that was lost comes again.
    address_ = "192.0.2.2";
    EXPECT_EQ(enrol(request("K3QX-7M2P-9TWZ")).status, 200);
    // At that address too, once the time is over.
    address_ = "192.0.2.1";
    EXPECT_EQ(enrol(request("K3QX-7M2P-9TWZ")).status, 429);
    clock_.at.unix_ms += 600'000;
    EXPECT_EQ(enrol(request("K3QX-7M2P-9TWZ")).status, 200);
}

TEST_P(OfficeService, TellsWrongTokensToWaitAndNeverARightOne) {
    const auto mine = token(joined_id());
    for (int i = 0; i < 30; ++i) {
        EXPECT_EQ(ask("GET", "/v1/outside", {}, std::string(112, 'a')).status, 401) << i;
    }
    const Response shut = ask("GET", "/v1/outside", {}, std::string(112, 'a'));
    EXPECT_EQ(shut.status, 429);
    EXPECT_EQ(shut.retry_after_s, 60);
    Request batch_of{"POST", "/v1/journal", "Bearer " + std::string(112, 'a'), {}};
    batch_of.address = address_;
    ASSERT_TRUE(service_->admit(batch_of).refusal);
    EXPECT_EQ(service_->admit(batch_of).refusal->status, 429) << "its body is not read";
    EXPECT_EQ(ask("GET", "/v1/outside", {}, mine).status, 200);
    EXPECT_EQ(ask("POST", "/v1/journal", batch(), mine).status, 200);
    // One of ours that has run out is no guess: whoever has it is told to get another one.
    clock_.at.unix_ms += server::Tokens::kTokenValid_ms + 1;
    for (int i = 0; i < 100; ++i) EXPECT_EQ(ask("GET", "/v1/outside", {}, mine).status, 401);
    EXPECT_EQ(metrics_.value(server::Metrics::Count::wrong_keys), 33);
}

TEST_P(OfficeService, SaysHowItIs) {
    EXPECT_EQ(ask("GET", "/healthz").body, "ok\n");
    EXPECT_EQ(ask("GET", "/metrics").status, 200);
    EXPECT_EQ(ask("GET", "/").status, 404);
    EXPECT_EQ(ask("GET", "/v1/journal").status, 404);
    EXPECT_EQ(metrics_.value(server::Metrics::Count::refusals), 2);
}

ON_EITHER_ENGINE(OfficeService);

}  // namespace
