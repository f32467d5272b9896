-- What whoever runs the network is told to do with a service: orders, each in the order of its
-- subscription, and up to when what became of subscriptions was looked at for them.
CREATE TABLE service_order (
  service_order {bytes} NOT NULL PRIMARY KEY,
  subscription  {bytes} NOT NULL REFERENCES subscription (subscription),
  nth           {i64}   NOT NULL, -- of the subscription's, from 1
  wish          {i64}   NOT NULL, -- 1 on, 2 limited, 3 off
  reason        {text}  NOT NULL, -- as a person gave it
  act           {i64},            -- of the subscription that it is for, and when; null: a person's
  act_at        {i64},
  made_at       {i64}   NOT NULL,
  made_by       {text}  NOT NULL,
  state         {i64}   NOT NULL, -- 1 waits, 2 done, 3 failed, 4 replaced by a later one
  tries         {i64}   NOT NULL,
  due_at        {i64}   NOT NULL,
  at            {i64}   NOT NULL, -- when that changed last
  said          {text}  NOT NULL,
  UNIQUE (subscription, nth),
  UNIQUE (subscription, act, act_at)
) {strict};
CREATE INDEX service_order_by_state ON service_order (state, due_at);
CREATE INDEX service_order_by_time ON service_order (made_at);
CREATE TABLE service_looked (
  service_looked {i64} NOT NULL PRIMARY KEY, -- 1: the only row
  until_at       {i64} NOT NULL
) {strict};
CREATE INDEX subscription_act_by_time ON subscription_act (at);
CREATE INDEX subscription_act_by_note ON subscription_act (noted_at);
