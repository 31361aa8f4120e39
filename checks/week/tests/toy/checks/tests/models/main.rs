//! Models: ordinary tests here.

mod lesson02;
