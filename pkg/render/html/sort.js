// Sorts the matrix by a column and filters its rows. The page works without it.
(function () {
  'use strict'
  var table = document.getElementById('matrix')
  var input = document.getElementById('filter')
  if (!table || !input) return
  var body = table.tBodies[0]
  var status = document.getElementById('shown')
  document.getElementById('filtering').hidden = false
  input.addEventListener('input', function () {
    var wanted = input.value.toLowerCase()
    var shown = 0
    Array.prototype.forEach.call(body.rows, function (row) {
      row.hidden = row.textContent.toLowerCase().indexOf(wanted) < 0
      if (!row.hidden) shown++
    })
    status.textContent = shown + ' of ' + body.rows.length + ' shown'
  })
  Array.prototype.forEach.call(table.tHead.rows[0].cells, function (cell, column) {
    var button = document.createElement('button')
    button.type = 'button'
    button.textContent = cell.textContent
    cell.textContent = ''
    cell.appendChild(button)
    button.addEventListener('click', function () {
      var up = cell.getAttribute('aria-sort') !== 'ascending'
      Array.prototype.forEach.call(table.tHead.rows[0].cells, function (other) { other.removeAttribute('aria-sort') })
      cell.setAttribute('aria-sort', up ? 'ascending' : 'descending')
      Array.prototype.slice.call(body.rows).sort(function (a, b) {
        var x = a.cells[column].textContent
        var y = b.cells[column].textContent
        var by = x.localeCompare(y, 'en', { numeric: true })
        return up ? by : -by
      }).forEach(function (row) { body.appendChild(row) })
    })
  })
})()
