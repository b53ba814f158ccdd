// The whole program: it reads onward:plan from the stack, takes the targets, keeps the journal and calls the cloud.
export { default } from 'onward/pulumi';
