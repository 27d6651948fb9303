/** 256 short words that are told apart when they are read out in a loud room. */
export const words: readonly string[] = `
acorn actor alarm album amber angel ankle apple apron arrow atlas autumn
bacon badge baker bamboo banana basket beach beard beaver bench berry birch
blanket board bottle branch brass bread bridge broom brush bucket butter button
cabin cactus camel camera candle canoe canvas carbon carpet carrot castle cedar
chalk cheese cherry chess circus clay cloud clover cobra coffee comet copper
coral cotton cradle crayon cricket crown crystal cube curtain
daisy desert diamond dinner dolphin donkey dragon drum duck
eagle early earth easel echo elbow elephant engine
fabric falcon feather fence fern fiddle finger flame flower flute forest fossil fountain fox
galaxy garden garlic ginger giraffe glacier glass glove goat gold grape gravel guitar
hammer harbor harp hazel helmet heron hockey honey horizon hotel
iceberg igloo insect iron island ivory
jacket jaguar jelly jewel jungle
kayak kettle kitchen kite koala
ladder lake lamp lantern laptop lemon leopard letter lily linen lizard lobster
magnet mango maple marble market meadow melon metal mirror monkey moon mosaic muffin museum
napkin needle nickel noodle north novel
oasis ocean olive onion orange orbit orchid otter oven oyster
paddle palace panda paper parrot peach pearl pebble pencil pepper piano pigeon pillow
pilot planet plum pocket polar pony potato puzzle
quartz queen quilt
rabbit radio raft rainbow raven ribbon river robin rocket rose ruby
saddle sailor salad salmon sandal satin saturn scarf school shadow shell silver
socket spider sponge spoon squirrel stone sugar summer
table temple tiger timber tomato tower trumpet tulip turtle
velvet violin walnut walrus whale window winter wizard zebra zipper yellow
`
  .trim()
  .split(/\s+/);
