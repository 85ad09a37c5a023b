with compared as (
    select
        own.statement,
        own.comparison,
        own.schooljaar,
        own.cell,
        other.cell as other_cell,
        own.quantity,
        other.quantity as other_quantity,
        own.quantity - coalesce(other.quantity, 0) as difference,
        coalesce(own.quantity - coalesce(other.quantity, 0) > said.more_than, true)
        and coalesce(own.quantity - coalesce(other.quantity, 0) <= said.at_most, true) as is_within,
        said.holds_in = 'some years' as is_once_enough,
        concat_ws(' / ', own.across_years, other.across_years) as across_years
    from {{ ref('statement_cells') }} as said
    inner join {{ ref('stated_quantities') }} as own
        on said.statement = own.statement and said.comparison = own.comparison and said.side = own.side
    left join {{ ref('statement_cells') }} as said_other
        on
            said.statement = said_other.statement
            and said.comparison = said_other.comparison
            and said_other.side = 'right'
    left join {{ ref('stated_quantities') }} as other
        on
            said_other.statement = other.statement
            and said_other.comparison = other.comparison
            and said_other.side = other.side
            and own.pair = other.pair
            and own.cell <> other.cell
    where
        said.side = 'left'
        -- nothing to compare with is nothing to look at
        and (said_other.side is null or other.cell is not null)
        and coalesce(own.schooljaar >= said.from_schooljaar, true)
        and coalesce(own.schooljaar <= said.to_schooljaar, true)
)

select
    statement,
    comparison,
    schooljaar,
    cell,
    other_cell,
    quantity,
    other_quantity,
    difference,
    case
        when is_once_enough
            then max(case when is_within then 1 else 0 end) over (partition by statement, comparison, across_years) = 1
        else is_within
    end as is_followed
from compared
