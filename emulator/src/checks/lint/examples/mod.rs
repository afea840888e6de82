//! A bad and a good example of each rule.
