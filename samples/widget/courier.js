// What the page does by itself: it goes on doing it in every language.
document.querySelector('.study').addEventListener('click', (event) => {
  event.preventDefault();
  event.currentTarget.classList.toggle('seen');
});
document.getElementById('more').addEventListener('click', (event) => {
  const letter = document.createElement('p');
  letter.textContent = 'My grandfather was the keeper before him. He counted ships, and he never told us why. Anna Brandt, Marlow';
  document.getElementById('letters').append(letter);
  event.currentTarget.hidden = true;
});
